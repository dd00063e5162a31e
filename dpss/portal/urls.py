"""Addresses of the first pages, of acting for someone, and of administrators."""

from django.urls import path

from dpss.portal import access_log, acting, endings, homes, own_documents, own_referral, people, records

urlpatterns = [
    path("", homes.Start.as_view(), name="start"),
    path("refer/", own_referral.ReferYourself.as_view(), name="refer_yourself"),
    path("home/", homes.Home.as_view(), name="home"),
    path("acting-for/", acting.ChooseActingFor.as_view(), name="acting_for"),
    path("documents/", own_documents.Documents.as_view(), name="documents"),
    path("clients/<uuid:pk>/", records.Record.as_view(), name="client"),
    path("endings/<uuid:pk>/<slug:code>/", endings.EndingStep.as_view(), name="ending_step"),
    path("people/", people.People.as_view(), name="people"),
    path("people/<uuid:pk>/", people.Person.as_view(), name="person"),
    path("people/<uuid:pk>/end/", people.EndRole.as_view(), name="role_end"),
    path("access-log/", access_log.AccessLog.as_view(), name="access_log"),
]
