"""Addresses of what employers owe HMRC."""

from django.urls import path

from payroll.views import hmrc_bill_for, hmrc_bills

urlpatterns = [
    path("hmrc-bills/", hmrc_bills.HmrcBills.as_view(), name="hmrc_bills"),
    path("hmrc-bills/<uuid:bill>/", hmrc_bills.HmrcBill.as_view(), name="hmrc_bill"),
    path("hmrc-bills/<uuid:bill>/paid/", hmrc_bill_for.PaidFor.as_view(), name="hmrc_bill_paid"),
    path("hmrc-bills/<uuid:bill>/not-paid/", hmrc_bill_for.NotPaidFor.as_view(), name="hmrc_bill_not_paid"),
]
