"""Addresses of reviews."""

from django.urls import path

from reviews import views

app_name = "reviews"
urlpatterns = [
    path("", views.Reviews.as_view(), name="reviews"),
    path("client/<uuid:pk>/", views.ClientReviews.as_view(), name="client"),
    path("<uuid:pk>/done/", views.Done.as_view(), name="done"),
]
