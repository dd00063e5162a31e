"""Addresses by which payroll enters a PA's sheet, writes an employer's word down, and rings people."""

from django.urls import URLPattern, path

from payroll.views import entering, ringing, spoken_approvals

_SHEET = "employers/sheets/<uuid:pk>"
urlpatterns: list[URLPattern] = [
    path("employers/posts/<uuid:post>/enter-sheet/", entering.Enter.as_view(), name="enter_sheet"),
    path(f"{_SHEET}/", entering.EnteredSheet.as_view(), name="entered_sheet"),
    path(f"{_SHEET}/week/<int:number>/", entering.EnteredSheetWeek.as_view(), name="entered_sheet_week"),
    path(f"{_SHEET}/check/", entering.EnteredReview.as_view(), name="entered_sheet_review"),
    path(f"{_SHEET}/send/", entering.HandIn.as_view(), name="entered_sheet_submit"),
    path(f"{_SHEET}/take-back/", entering.TakeBack.as_view(), name="entered_sheet_recall"),
    path(f"{_SHEET}/approval/", spoken_approvals.SpokenApproval.as_view(), name="entered_sheet_approval"),
    path(f"{_SHEET}/send-back/", spoken_approvals.Reopen.as_view(), name="entered_sheet_reopen"),
    path("payruns/ring/", ringing.RingThese.as_view(), name="ring_these"),
    path("payruns/ring/<uuid:reminder>/", ringing.Rung.as_view(), name="rung"),
]
