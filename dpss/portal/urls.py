"""Addresses of the homes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
