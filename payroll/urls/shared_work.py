"""Addresses of agreements by which two employers share a PA's shifts."""

from django.urls import path

from payroll.views import shared_work

urlpatterns = [
    path("employers/posts/<uuid:post>/shared/", shared_work.Agree.as_view(), name="shared_work"),
    path(
        "employers/posts/<uuid:post>/shared/<uuid:side>/", shared_work.End.as_view(), name="shared_work_end"
    ),
]
