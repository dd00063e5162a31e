"""Every component on pages of its own, to be looked at and checked: made-up people and figures."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import engines

from tests.web.gallery import forms, oversight, public, staff

_FOLDER = Path(__file__).with_name("pages")
PAGES = {
    page.__name__: page
    for page in (
        public.client_home,
        public.payslip,
        public.timesheet,
        staff.payrun,
        staff.today,
        staff.record,
        oversight.dashboard,
        oversight.transfer,
        forms.form_empty,
        forms.form_errors,
    )
}


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Draw one page of the gallery in the portal's own frame."""
    template = engines["django"].from_string((_FOLDER / f"{name}.html").read_text())
    return HttpResponse(template.render(PAGES[name](), request))
