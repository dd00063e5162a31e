"""Addresses of the page kit: statements, health, the council's colours, the role, the demo's date."""

from django.urls import path

from dpss.web import brand, demo, health, public, roles

urlpatterns = [
    path("help/", public.Help.as_view(), name="help"),
    path("privacy/", public.Privacy.as_view(), name="privacy"),
    path("cookies/", public.Cookies.as_view(), name="cookies"),
    path("accessibility/", public.Accessibility.as_view(), name="accessibility"),
    path("brand.css", brand.style_sheet, name="brand"),
    path("role/", roles.ChooseRole.as_view(), name="role"),
    path("demo/date/", demo.MoveDate.as_view(), name="demo_date"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]
