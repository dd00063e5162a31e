"""Addresses by which contracted pay is agreed and paid."""

from django.urls import URLPattern, path

from payroll.views import contracted_pay, pay_contracted

_POST = "employers/posts/<uuid:post>/contracted-pay"
urlpatterns: list[URLPattern] = [
    path(f"{_POST}/", contracted_pay.Agree.as_view(), name="contracted_pay"),
    path(
        "payruns/<uuid:period>/as-contracted/",
        pay_contracted.PayAsContracted.as_view(),
        name="pay_as_contracted",
    ),
    path(f"{_POST}/<uuid:agreement>/end/", contracted_pay.End.as_view(), name="contracted_pay_end"),
]
