"""Addresses of the first pages, of acting for someone, and of administrators."""

from django.urls import path

from dpss.portal import (
    absence_lists,
    absences,
    access_log,
    acting,
    council_record,
    endings,
    homes,
    moving,
    own_documents,
    own_referral,
    people,
    records,
)

urlpatterns = [
    path("", homes.Start.as_view(), name="start"),
    path("refer/", own_referral.ReferYourself.as_view(), name="refer_yourself"),
    path("home/", homes.Home.as_view(), name="home"),
    path("acting-for/", acting.ChooseActingFor.as_view(), name="acting_for"),
    path("documents/", own_documents.Documents.as_view(), name="documents"),
    path("clients/<uuid:pk>/", records.Record.as_view(), name="client"),
    path("council/people/<uuid:pk>/", council_record.CouncilRecord.as_view(), name="council_person"),
    path("away/", absence_lists.Absences.as_view(), name="absences"),
    path("away/own/", absences.OwnAbsences.as_view(), name="own_absences"),
    path("away/own/new/", absences.New.as_view(), name="absence_new"),
    path("away/weeks/", absence_lists.Weeks.as_view(), name="away_weeks"),
    path("away/<uuid:pk>/", absences.Absence.as_view(), name="absence"),
    path("away/<uuid:pk>/pay/", absences.Pay.as_view(), name="absence_pay"),
    path("away/<uuid:pk>/back/", absences.Back.as_view(), name="absence_back"),
    path("away/<uuid:pk>/again/", absences.Again.as_view(), name="absence_again"),
    path("away/<uuid:pk>/mistake/", absences.Cancel.as_view(), name="absence_cancel"),
    path("clients/<uuid:pk>/away/", absences.New.as_view(), name="absence_new_for"),
    path("endings/<uuid:pk>/pack/", moving.MovePack.as_view(), name="move_pack"),
    path("endings/<uuid:pk>/pack/pdf/", moving.MovePdf.as_view(), name="move_pdf"),
    path("endings/<uuid:pk>/pack/figures/", moving.MoveFigures.as_view(), name="move_figures"),
    path("moving/", moving.OwnPack.as_view(), name="own_move_pack"),
    path("moving/pdf/", moving.OwnPdf.as_view(), name="own_move_pdf"),
    path("moving/figures/", moving.OwnFigures.as_view(), name="own_move_figures"),
    path("endings/<uuid:pk>/steps/<slug:code>/", endings.EndingStep.as_view(), name="ending_step"),
    path("people/", people.People.as_view(), name="people"),
    path("people/<uuid:pk>/", people.Person.as_view(), name="person"),
    path("people/<uuid:pk>/end/", people.EndRole.as_view(), name="role_end"),
    path("access-log/", access_log.AccessLog.as_view(), name="access_log"),
]
