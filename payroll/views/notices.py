"""Notices from HMRC: the list, a file of them, one typed in from paper, and the template."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, exports, forms, views, words
from payroll import models
from payroll.forms.notices import FileForm, NoticeFilters, NoticeForm
from payroll.operations import notices as operations
from payroll.queries import notices
from payroll.rti import notice_file, notice_words
from payroll.views import notice_parts

# So many parts of a file that could not be taken are said one by one.
_MOST_SAID: Final = 10


class Notices(views.SearchPage):
    """What HMRC wrote about PAs: those that somebody must look at, and what became of the others."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/notices.html"
    title = "Notices from HMRC"
    saved = (
        views.Saved(
            "waiting", "To look at", Q(state__in=["received", "waiting"]), fact="nothing changed yet"
        ),
        views.Saved("applied", "Applied", Q(state="applied"), fact="payments follow them"),
        views.Saved("aside", "Set aside", Q(state="set_aside"), fact="with a reason"),
        views.Saved("all", "All", Q()),
    )
    sorts = {
        "newest": views.Option("Newest first", ("-added_at", "-issued")),
        "issued": views.Option("Date of the notice", ("issued",)),
    }
    filter_form = NoticeFilters

    def back(self) -> components.BackLink:
        """To the reports."""
        return components.BackLink("Reports to HMRC", reverse("payroll:submissions"))

    def reached(self) -> QuerySet[Any]:
        """The provider's own, without those of posts that the actor may not open."""
        return notices.items(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name, reference or pay ID, and by form."""
        if chosen["form"]:
            rows = rows.filter(form=chosen["form"])
        return notices.named(rows, chosen["name"]) if chosen["name"] else rows

    def context(self) -> dict[str, Any]:
        """The ways to take some in."""
        ways = [
            components.ButtonLink("Take in a file", reverse("payroll:notices_add"), "main"),
            components.ButtonLink("Type one in", reverse("payroll:notice_type")),
        ]
        return super().context() | {"ways": ways}

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each: whose, what it says, and what it waits for."""
        return components.Table(
            caption="Notices",
            caption_hidden=True,
            columns=tuple(
                components.Column(head) for head in ("Whose", "Notice", "What it says", "Holds from", "State")
            ),
            rows=tuple(components.Row(_cells(row)) for row in rows),
        )

    def empty(self) -> components.Empty:
        """Nothing here."""
        if self.view is self.saved[0]:
            return components.Empty(
                "No notice waits for anybody. Take in the file that HMRC's service gives you, or type in"
                " what came by post. What names one post is applied; the others wait here."
            )
        return components.Empty("No notice is like that. Choose “All”, or look for another name.")


class AddNotices(views.FormPage):
    """A file of notices: HMRC's XML, or the template."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/notices_add.html"
    title = "Take in a file of notices"
    form_class = FileForm

    def back(self) -> components.BackLink:
        """To the list."""
        return _to_the_list()

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"received_on": self.actor.today}

    def context(self) -> dict[str, Any]:
        """The way to the template."""
        template = components.Link("Download the template (CSV)", reverse("payroll:notices_template"))
        return super().context() | {"template": template}

    def act(self, **values: Any) -> operations.Taken:
        """Read it, keep each notice once, apply what is plain."""
        self.found = notice_file.read(values["file"].read())
        return operations.take_in(
            found=self.found.notices,
            source=models.HmrcNotice.Source.FILE,
            received_on=values["received_on"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: operations.Taken) -> str:
        """How many of each; each that was not taken is said on its own."""
        wrong = self.found.wrong
        for sentence in wrong[:_MOST_SAID]:
            messages.error(self.request, sentence)
        if len(wrong) > _MOST_SAID:
            messages.error(self.request, f"{len(wrong) - _MOST_SAID} more were not taken.")
        return said(result)

    def next_url(self, result: operations.Taken) -> str:
        """The list; or the form again where nothing was taken."""
        return reverse("payroll:notices" if result.new or result.before else "payroll:notices_add")


class TypeNotice(views.FormPage):
    """One notice that came on paper."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    title = "Type in a notice"
    form: NoticeForm

    def back(self) -> components.BackLink:
        """To the list."""
        return _to_the_list()

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Empty at first, as if it came today."""
        self.form = NoticeForm(data, initial={"received_on": self.actor.today})
        return self.form

    def act(self, **values: Any) -> operations.Taken:
        """Keep it, and apply it where it is plain."""
        return operations.take_in(
            found=[self.form.notice()],
            source=models.HmrcNotice.Source.PAPER,
            received_on=values["received_on"],
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: operations.Taken) -> str:
        """What became of it."""
        return said(result)

    def next_url(self, result: operations.Taken) -> str:
        """The notice itself; the list where it was in before."""
        if result.new:
            return reverse("payroll:notice", args=[result.new[0].pk])
        return reverse("payroll:notices")


class Template(views.Page):
    """The fixed columns, to fill in from paper."""

    permission: ClassVar[str] = policy.KEEP_POSTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file."""
        return exports.response(
            name="notices", day=self.now.date(), heads=list(notice_words.COLUMNS), rows=[]
        )


def said(taken: operations.Taken) -> str:
    """How many were applied, wait, and were in before; nothing for none."""
    parts = [
        words.counted(count, f"notice {one}", f"notices {many}")
        for count, one, many in (
            (taken.applied, "is applied", "are applied"),
            (taken.waiting, "waits for you to look at it", "wait for you to look at them"),
            (taken.before, "was in before, and nothing was done with it", "were in before"),
        )
        if count
    ]
    return f"{'; '.join(parts)}." if parts else ""


def _to_the_list() -> components.BackLink:
    return components.BackLink("Notices from HMRC", reverse("payroll:notices"))


def _cells(row: models.HmrcNotice) -> tuple[components.Cell | str, ...]:
    return (
        components.Cell(
            notice_parts.whose(row), href=reverse("payroll:notice", args=[row.pk]), note=row.paye
        ),
        notice_parts.about(row),
        notice_parts.says(row),
        dates.in_words(row.effective),
        components.Cell("", tag=notice_parts.tag(row), note=row.why),
    )
