"""Addresses of holiday: asked for by PAs, answered by employers, looked after by staff."""

from django.urls import URLPattern, path

from payroll.views import holiday, holiday_of_post, holiday_request

_ONE = "holiday/<uuid:pk>"
_POST = "posts/<uuid:post>/holiday"
urlpatterns: list[URLPattern] = [
    path("papers/holiday/", holiday.OwnHoliday.as_view(), name="own_holiday"),
    path("holiday/", holiday.Requests.as_view(), name="holiday_requests"),
    path("holiday/ask/<uuid:post>/", holiday.AskForHoliday.as_view(), name="holiday_ask"),
    path(f"{_ONE}/", holiday_request.Request.as_view(), name="holiday_request"),
    path(f"{_ONE}/agree/", holiday_request.Agree.as_view(), name="holiday_agree"),
    path(f"{_ONE}/refuse/", holiday_request.Refuse.as_view(), name="holiday_refuse"),
    path(f"{_ONE}/call-off/", holiday_request.CallOff.as_view(), name="holiday_call_off"),
    path(f"{_ONE}/take-back/", holiday_request.TakeBack.as_view(), name="holiday_take_back"),
    path(
        f"{_ONE}/record-agreement/",
        holiday_request.RecordAgreement.as_view(),
        name="holiday_record_agreement",
    ),
    path(f"{_ONE}/record-refusal/", holiday_request.RecordRefusal.as_view(), name="holiday_record_refusal"),
    path(f"{_ONE}/take-back-for/", holiday_request.TakeBackFor.as_view(), name="holiday_take_back_for"),
    path(f"{_POST}/", holiday_of_post.HolidayOfPost.as_view(), name="post_holiday"),
    path(f"{_POST}/ask/", holiday_of_post.AskForThem.as_view(), name="post_holiday_ask"),
    path(f"{_POST}/rolled-up/", holiday_of_post.RolledUp.as_view(), name="post_rolled_up"),
    path(f"{_POST}/brought-in/", holiday_of_post.BroughtIn.as_view(), name="post_holiday_brought_in"),
]
