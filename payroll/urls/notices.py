"""Addresses of notices from HMRC, and of asking it for National Insurance numbers."""

from django.urls import URLPattern, path

from payroll.views import notice, notice_whose, notices, nvr

_ONE = "hmrc/notices/<uuid:notice>"
urlpatterns: list[URLPattern] = [
    path("hmrc/notices/", notices.Notices.as_view(), name="notices"),
    path("hmrc/notices/add/", notices.AddNotices.as_view(), name="notices_add"),
    path("hmrc/notices/type/", notices.TypeNotice.as_view(), name="notice_type"),
    path("hmrc/notices/template/", notices.Template.as_view(), name="notices_template"),
    path(f"{_ONE}/", notice.Notice.as_view(), name="notice"),
    path(f"{_ONE}/apply/", notice.Apply.as_view(), name="notice_apply"),
    path(f"{_ONE}/whose/", notice_whose.Whose.as_view(), name="notice_whose"),
    path(f"{_ONE}/whose/<uuid:post>/", notice_whose.Match.as_view(), name="notice_match"),
    path(f"{_ONE}/aside/", notice.SetAside.as_view(), name="notice_aside"),
    path(f"{_ONE}/reopen/", notice.Reopen.as_view(), name="notice_reopen"),
    path(f"{_ONE}/undo/", notice.Undo.as_view(), name="notice_undo"),
    path("employers/posts/<uuid:post>/number/", nvr.AskForPost.as_view(), name="post_number"),
    path("employers/<uuid:employer>/numbers/", nvr.AskForEmployer.as_view(), name="employer_numbers"),
]
