"""Addresses of what was taken from wages for others and is paid on."""

from django.urls import path

from payroll.views import deduction_day, deduction_payments

urlpatterns = [
    path("deductions/", deduction_payments.DeductionPayments.as_view(), name="deduction_payments"),
    path("deductions/by-when/", deduction_day.DeductionDay.as_view(), name="deduction_day"),
    path(
        "deductions/<uuid:payment>/", deduction_payments.DeductionPayment.as_view(), name="deduction_payment"
    ),
    path(
        "deductions/<uuid:payment>/paid/", deduction_payments.PaidFor.as_view(), name="deduction_payment_paid"
    ),
    path(
        "deductions/<uuid:payment>/not-paid/",
        deduction_payments.NotPaidFor.as_view(),
        name="deduction_payment_not_paid",
    ),
]
