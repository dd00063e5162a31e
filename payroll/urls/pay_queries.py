"""Addresses of wages that have not come, and of what staff write down of wages that employers pay."""

from django.urls import URLPattern, path

from payroll.views import pay_queries, pay_query_calls, pay_query_moves, pay_query_time, wages_of_payrun

_ONE = "wages-not-come/<uuid:pk>"
_PAID = "employers-pay/<uuid:pk>"
urlpatterns: list[URLPattern] = [
    path("payslips/<uuid:pk>/not-come/", pay_query_moves.Ask.as_view(), name="pay_query_ask"),
    path(
        "employers/posts/<uuid:post>/not-come/",
        pay_query_calls.AskForPa.as_view(),
        name="pay_query_ask_for_pa",
    ),
    path(f"{_ONE}/come-said/", pay_query_calls.CloseFor.as_view(), name="pay_query_close_for"),
    path(f"{_ONE}/still-not-said/", pay_query_calls.AskAgainFor.as_view(), name="pay_query_ask_again_for"),
    path("wages-not-come/", pay_queries.PayQueries.as_view(), name="pay_queries"),
    path("wages-not-come/how-soon/", pay_query_time.AnswerTime.as_view(), name="pay_query_time"),
    path(f"{_ONE}/", pay_queries.PayQuery.as_view(), name="pay_query"),
    path(f"{_ONE}/answer/", pay_query_moves.Answer.as_view(), name="pay_query_answer"),
    path(f"{_ONE}/come/", pay_query_moves.Close.as_view(), name="pay_query_close"),
    path(f"{_ONE}/still-not/", pay_query_moves.AskAgain.as_view(), name="pay_query_ask_again"),
    path("payruns/<uuid:payrun>/wages/", wages_of_payrun.Wages.as_view(), name="wages_of_payrun"),
    path(f"{_PAID}/paid/", wages_of_payrun.Paid.as_view(), name="wages_paid"),
    path(f"{_PAID}/not-paid/", wages_of_payrun.NotPaid.as_view(), name="wages_not_paid"),
]
