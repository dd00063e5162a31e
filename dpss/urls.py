"""The map of the site."""

from django.urls import include, path

from dpss.web import errors

urlpatterns = [
    path("", include("dpss.web.urls")),
    path("", include("dpss.portal.urls")),
    path("", include("payroll.urls.public")),
    path("", include("clients.urls_public")),
    path("accounts/", include("allauth.urls")),
    path("clients/", include("clients.urls")),
    path("payroll/", include("payroll.urls")),
    path("ledger/", include("ledger.urls")),
    path("reviews/", include("reviews.urls")),
    path("recruitment/", include("recruitment.urls")),
    path("contracts/", include("contracts.urls")),
    path("commissioning/", include("commissioning.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
