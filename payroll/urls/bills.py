"""Addresses of what employers owe HMRC."""

from django.urls import path

from payroll.views import hmrc_bills

urlpatterns = [
    path("hmrc-bills/", hmrc_bills.HmrcBills.as_view(), name="hmrc_bills"),
    path("hmrc-bills/<uuid:bill>/", hmrc_bills.HmrcBill.as_view(), name="hmrc_bill"),
]
