"""Addresses of the hours inbox, and of what a timesheet was entered from."""

from django.urls import URLPattern, path

from payroll.views import inbox, inbox_item, inbox_retention

_ITEM = "payruns/inbox/<uuid:item>"
urlpatterns: list[URLPattern] = [
    path("payruns/inbox/", inbox.Inbox.as_view(), name="inbox"),
    path("payruns/inbox/kept/", inbox_retention.Retention.as_view(), name="inbox_retention"),
    path("payruns/inbox/add/", inbox.AddScans.as_view(), name="inbox_add"),
    path(f"{_ITEM}/", inbox_item.InboxItem.as_view(), name="inbox_item"),
    path(f"{_ITEM}/whose/", inbox_item.Whose.as_view(), name="inbox_whose"),
    path(f"{_ITEM}/discard/", inbox_item.Discard.as_view(), name="inbox_discard"),
    path(f"{_ITEM}/enter/<uuid:post>/", inbox_item.EnterItem.as_view(), name="inbox_enter"),
    path("payruns/inbox/files/<uuid:file>/", inbox_item.InboxFile.as_view(), name="inbox_file"),
    path("sheets/papers/<uuid:evidence>/", inbox_item.Evidence.as_view(), name="sheet_evidence"),
]
