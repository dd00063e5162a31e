"""Addresses of pension duties: of PAs, of employers, and a PA's own page."""

from django.urls import path

from payroll.views import employer_pension, own_pension, pension_of_post, pensions

_POST = "employers/posts/<uuid:post>/pension/"
urlpatterns = [
    path("pensions/", pensions.Pensions.as_view(), name="pensions"),
    path("pensions/letters/", pensions.Letters.as_view(), name="pension_letters"),
    path("pensions/letters/pdf/", pensions.LettersPdf.as_view(), name="pension_letters_pdf"),
    path(
        "employers/<uuid:employer>/pension/",
        employer_pension.EmployerPension.as_view(),
        name="employer_pension",
    ),
    path(
        "employers/<uuid:employer>/pension/<uuid:task>/",
        employer_pension.Task.as_view(),
        name="pension_task",
    ),
    path(_POST, pension_of_post.PensionOfPost.as_view(), name="post_pension"),
    path(f"{_POST}letters/<uuid:due>/", pension_of_post.Letter.as_view(), name="pension_letter"),
    path(f"{_POST}letters/<uuid:due>/pdf/", pension_of_post.LetterPdf.as_view(), name="pension_letter_pdf"),
    path(f"{_POST}take-back/<uuid:fact>/", pension_of_post.TakeBack.as_view(), name="pension_take_back"),
    path(f"{_POST}<slug:notice>/", pension_of_post.RecordNotice.as_view(), name="pension_notice"),
    path("my-pension/", own_pension.OwnPension.as_view(), name="own_pension"),
]
