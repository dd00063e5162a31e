"""Addresses of papers: a PA's own, an employer's, and those that a provider prints for posting."""

from django.urls import URLPattern, path

from payroll.views import (
    built_up,
    employer_papers,
    letters,
    own_papers,
    printings,
    records_of_year,
    year_forms,
)

_YEAR = "<slug:tax_year>"
urlpatterns: list[URLPattern] = [
    path("papers/", own_papers.OwnPapers.as_view(), name="own_papers"),
    path("papers/forms/<uuid:pk>/", year_forms.YearForm.as_view(), name="paper_form"),
    path("papers/forms/<uuid:pk>/pdf/", year_forms.YearFormPdf.as_view(), name="paper_form_pdf"),
    path("papers/letter/<uuid:post>/", letters.Letter.as_view(), name="letter"),
    path("papers/letter/<uuid:post>/pdf/", letters.LetterPdf.as_view(), name="letter_pdf"),
    path("papers/mine/", employer_papers.MyPapers.as_view(), name="my_papers"),
    path("papers/of/<uuid:employer>/", employer_papers.EmployerPapers.as_view(), name="employer_papers"),
    path("papers/of/<uuid:employer>/built-up/", built_up.EmployersBuiltUp.as_view(), name="built_up"),
    path(f"papers/of/<uuid:employer>/p32/{_YEAR}/", records_of_year.P32.as_view(), name="p32"),
    path(f"papers/of/<uuid:employer>/p32/{_YEAR}/csv/", records_of_year.P32Csv.as_view(), name="p32_csv"),
    path(f"papers/of/<uuid:employer>/p32/{_YEAR}/pdf/", records_of_year.P32Pdf.as_view(), name="p32_pdf"),
    path(f"papers/p11/<uuid:post>/{_YEAR}/", records_of_year.P11.as_view(), name="p11"),
    path(f"papers/p11/<uuid:post>/{_YEAR}/pdf/", records_of_year.P11Pdf.as_view(), name="p11_pdf"),
    path("papers/print/", printings.Printings.as_view(), name="printings"),
    path("papers/print/new/", printings.NewPrinting.as_view(), name="printing_new"),
    path("papers/print/confirm/", printings.Confirm.as_view(), name="printing_confirm"),
    path("papers/print/<uuid:pk>/", printings.Printing.as_view(), name="printing"),
    path("papers/print/<uuid:pk>/<int:number>/", printings.Part.as_view(), name="printing_part"),
]
