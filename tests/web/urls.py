"""The portal with the gallery and the probes of these tests."""

from django.urls import path

from dpss import urls as portal
from tests.web import gallery, probes

urlpatterns = [
    *portal.urlpatterns,
    path("gallery/<slug:name>/", gallery.show),
    path("probe/work/", probes.WorkList.as_view(), name="probe_work"),
    path("probe/work/finish/", probes.FinishMany.as_view()),
    path("probe/work/<uuid:pk>/finish/", probes.Finish.as_view()),
    path("probe/work/<uuid:pk>/conflict/", probes.Conflicting.as_view()),
    path("probe/broken/", probes.broken),
]
handler400 = portal.handler400
handler403 = portal.handler403
handler404 = portal.handler404
handler500 = portal.handler500
