"""Addresses by which a payroll provider changes many employers at once: pay rises, and the pay calendar."""

from django.urls import path

from payroll.views import arrivals, pay_calendar, pay_group_moves, rise_letters, rises

urlpatterns = [
    path("employers/pay-rise/", rises.AskRise.as_view(), name="rise"),
    path("employers/pay-rise/<slug:day>/letters/", rise_letters.Letters.as_view(), name="rise_letters"),
    path(
        "employers/pay-rise/<slug:day>/letters/pdf/",
        rise_letters.LettersPdf.as_view(),
        name="rise_letters_pdf",
    ),
    path(
        "employers/pay-rise/<slug:day>/<slug:rule>/<int:by>/", rises.ChooseRise.as_view(), name="rise_choose"
    ),
    path("employers/arrivals/", arrivals.Arrivals.as_view(), name="arrivals"),
    path("employers/arrivals/<uuid:employer>/", arrivals.TakeOver.as_view(), name="take_over"),
    path("payruns/calendar/", pay_calendar.PayGroups.as_view(), name="pay_groups"),
    path("payruns/calendar/new/", pay_calendar.NewGroup.as_view(), name="pay_group_new"),
    path("payruns/calendar/<uuid:group>/", pay_calendar.MakePeriods.as_view(), name="pay_group"),
    path("payruns/<uuid:period>/payday/", pay_calendar.MovePayday.as_view(), name="payday_move"),
    path(
        "employers/<uuid:employer>/pay-group/", pay_group_moves.MoveEmployer.as_view(), name="employer_group"
    ),
]
