"""Addresses by which somebody is paid outside the usual payday."""

from django.urls import path

from payroll.views import after_leaving, off_cycle, off_cycle_runs

urlpatterns = [
    path("payruns/off-cycle/", off_cycle_runs.OffCycleRuns.as_view(), name="off_cycle_runs"),
    path(
        "payruns/off-cycle/<uuid:payrun>/approve/",
        off_cycle.ApproveOffCycle.as_view(),
        name="off_cycle_approve",
    ),
    path("payruns/off-cycle/<uuid:payrun>/sums/", off_cycle.ChangeSums.as_view(), name="off_cycle_sums"),
    path(
        "payruns/off-cycle/<uuid:payrun>/letter/",
        after_leaving.AfterLeaving.as_view(),
        name="after_leaving_letter",
    ),
    path(
        "payruns/off-cycle/<uuid:payrun>/letter/pdf/",
        after_leaving.AfterLeavingPdf.as_view(),
        name="after_leaving_letter_pdf",
    ),
    path("employers/posts/<uuid:post>/off-cycle/", off_cycle.WhyOffCycle.as_view(), name="off_cycle"),
    path(
        "employers/posts/<uuid:post>/off-cycle/<slug:why>/",
        off_cycle.StartOffCycle.as_view(),
        name="off_cycle_start",
    ),
]
