"""Addresses by which calculations are undone and approved payslips are corrected."""

from django.urls import path

from payroll.views import corrections, overpaid, undoing

urlpatterns = [
    path("payruns/<uuid:period>/undo/", undoing.UndoPayruns.as_view(), name="undo_payruns"),
    path("payruns/of/<uuid:payrun>/undo/", undoing.UndoPayrun.as_view(), name="undo_payrun"),
    path("payruns/of/<uuid:payrun>/again/", corrections.Again.as_view(), name="correction_again"),
    path("payruns/of/<uuid:payrun>/sheet/", corrections.CorrectSheet.as_view(), name="sheet_correct"),
    path("payruns/of/<uuid:payrun>/approve/", corrections.Approve.as_view(), name="correction_approve"),
    path("payruns/corrections/", corrections.Corrections.as_view(), name="corrections"),
    path("payruns/corrections/of/<uuid:payslip>/", corrections.Correct.as_view(), name="payslip_correct"),
    path("payruns/overpaid/", overpaid.Overpaid.as_view(), name="overpaid"),
    path("payruns/overpaid/<uuid:overpayment>/", overpaid.WinBack.as_view(), name="overpaid_decide"),
    path(
        "payruns/overpaid/<uuid:overpayment>/write-off/",
        overpaid.WriteOff.as_view(),
        name="overpaid_write_off",
    ),
]
