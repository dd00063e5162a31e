"""Addresses for payroll officers and managers: payruns, employers, HMRC."""

from django.urls import path

from payroll.views import (
    board,
    board_next,
    employer,
    employers,
    late_reports,
    payrun,
    payruns,
    periods,
    submission,
    submission_moves,
    what_if,
)
from payroll.views import submissions as reports

urlpatterns = [
    path("payruns/", board.Board.as_view(), name="board"),
    path("payruns/periods/", periods.Periods.as_view(), name="periods"),
    path("payruns/<uuid:period>/", board.PeriodBoard.as_view(), name="period"),
    path("payruns/<uuid:period>/next/", board_next.NextPost.as_view(), name="next_post"),
    path("payruns/<uuid:period>/totals/", periods.Totals.as_view(), name="totals"),
    path("payruns/<uuid:period>/calculate/", payruns.Calculate.as_view(), name="calculate"),
    path("payruns/<uuid:period>/calculation/", payruns.Calculation.as_view(), name="calculation"),
    path("payruns/<uuid:period>/approve/", payruns.ApprovePayruns.as_view(), name="approve_payruns"),
    path("payruns/of/<uuid:payrun>/", payrun.Payrun.as_view(), name="payrun"),
    path("employers/", employers.Employers.as_view(), name="employers"),
    path("employers/<uuid:employer>/", employer.Employer.as_view(), name="employer"),
    path("employers/posts/<uuid:post>/what-if/", what_if.WhatIf.as_view(), name="what_if"),
    path("hmrc/", reports.Submissions.as_view(), name="submissions"),
    path("hmrc/late/", late_reports.LateReports.as_view(), name="late_reports"),
    path("hmrc/late/send/", late_reports.SendLateReports.as_view(), name="late_reports_send"),
    path("hmrc/<uuid:submission>/", submission.Submission.as_view(), name="submission"),
    path("hmrc/<uuid:submission>/message/", submission.Message.as_view(), name="submission_message"),
    path("hmrc/<uuid:submission>/look/", submission_moves.Look.as_view(), name="submission_look"),
    path("hmrc/<uuid:submission>/again/", submission_moves.Again.as_view(), name="submission_again"),
    path("hmrc/<uuid:submission>/close/", submission_moves.Close.as_view(), name="submission_close"),
    path("hmrc/<uuid:submission>/settle/", submission_moves.Settle.as_view(), name="submission_settle"),
    path("hmrc/<uuid:submission>/release/", submission_moves.Release.as_view(), name="submission_release"),
]
