"""Addresses about payruns for which there is not enough money."""

from django.urls import path

from payroll.views import funds

urlpatterns = [
    path("payruns/short-of-money/", funds.ShortOfMoney.as_view(), name="short_of_money"),
    path("payruns/short-of-money/<uuid:payrun>/", funds.DecideFunds.as_view(), name="funds_decide"),
]
