"""The portal with the gallery and the probes of these tests."""

from django.urls import include, path

from dpss.urls import urlpatterns as portal
from tests.web import gallery

urlpatterns = [
    *portal,
    path("", include("dpss.web.urls")),
    path("gallery/<slug:name>/", gallery.show),
]
handler400 = "dpss.web.errors.bad_request"
handler403 = "dpss.web.errors.forbidden"
handler404 = "dpss.web.errors.not_found"
handler500 = "dpss.web.errors.server_error"
