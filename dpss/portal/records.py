"""A client's record on one page, for their support worker: who, what waits, PAs, reviews, what happened."""

import functools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from clients import due, record
from clients.queries import people, representations, voice
from clients.views import contact_notes
from dpss.access import audit, policy
from dpss.access import queries as access
from dpss.kernel import dates
from dpss.portal import representation_parts
from dpss.web import components, history, views
from payroll.queries import homes
from recruitment import queries as recruitment
from reviews import queries as reviews

MOST_SHOWN = 10
MOST_NOTES = 3
SOON = timedelta(days=30)


class Record(views.Page):
    """The overview. It shows no pay and no money; hours and rates are where a support worker enters them."""

    permission: ClassVar[str] = policy.SEE_CASELOAD
    template_name = "portal/record.html"

    @property
    def heading(self) -> components.Words:
        """Whose record."""
        return str(self.client.name)

    def back(self) -> components.BackLink:
        """The caseload."""
        return components.BackLink(_("Caseload"), reverse("clients:caseload"))

    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """That the record was opened is kept."""
        self.request.kept_events.append(audit.of(self.client, history.LOOK))
        return super().get(request, *args, **kwargs)

    @functools.cached_property
    def items(self) -> list[Any]:
        """What waits for the support worker here, soonest first."""
        rows = people.work_items(actor=self.actor).filter(client=self.client, state="open")
        return list(rows[:MOST_SHOWN])

    @functools.cached_property
    def review(self) -> Any:
        """The review that is due next."""
        return reviews.open_reviews(actor=self.actor).filter(client=self.client).first()

    def context(self) -> dict[str, Any]:
        """Who it is about, and the parts of the record."""
        return {"head": self.head(), "parts": self.parts(), "side": self.side()}

    def parts(self) -> list[components.Component]:
        """What waits, and what is known."""
        return [
            self._work(),
            self._assistants(),
            self._contact(),
            *self._people(),
            self._notes(),
            self._timeline(),
        ]

    def side(self) -> list[components.Component]:
        """What can be done, and who sees it."""
        return [self._moves(), self._who_sees()]

    def head(self) -> Sequence[components.Component]:
        """Who they are, and the ways to the other parts of the record."""
        today = self.actor.today
        due_on = self.review.due_on if self.review else None
        flags = (
            [
                components.Tag(_("Review overdue"), "red"),
            ]
            if due_on and due_on < today
            else []
        )
        facts = [(_("Next review by"), dates.with_weekday(due_on) if due_on else _("None is due"))]
        return record.head(self.client, current=record.OVERVIEW, today=today, flags=flags, facts=facts)

    def _work(self) -> components.Component:
        if not self.items:
            return components.Empty(
                _("Nothing waits for you here. What has to be done for this person is listed here.")
            )
        return components.DueGroup(title=_("What waits"), rows=tuple(self._item(item) for item in self.items))

    def _item(self, item: Any) -> components.WorkRow:
        address = reverse("clients:work_item_finish", args=[item.pk])
        return components.WorkRow(
            key=str(item.pk),
            who=components.Link(item.title, address),
            why=item.why,
            tag=due.tag(item.due_on, today=self.actor.today),
            when=dates.with_weekday(item.due_on),
            action=components.ButtonLink(_("Mark as done"), address, about=item.title),
        )

    def _assistants(self) -> components.Table:
        first: dict[Any, str] = {}
        for check in recruitment.running_out(self.client.pk, actor=self.actor):
            first.setdefault(check.assistant_id, _ends(check))
        rows = []
        for post in homes.posts(actor=self.actor, client_id=self.client.pk):
            note = first.get(post.assistant_id, _("No check runs out"))
            started = dates.in_words(post.first_day)
            rows.append(
                components.Row(
                    (
                        post.assistant.name,
                        started,
                        note,
                        post.assistant.phone or _("Not known"),
                        components.Cell(
                            _("Enter hours"), href=reverse("payroll:enter_sheet", args=[post.pk])
                        ),
                        components.Cell(_("Holiday"), href=reverse("payroll:post_holiday", args=[post.pk])),
                        components.Cell(
                            _("Not paid?"), href=reverse("payroll:pay_query_ask_for_pa", args=[post.pk])
                        ),
                        components.Cell(
                            _("Write it down"),
                            href=reverse("clients:complain_for_assistant", args=[post.assistant_id]),
                        ),
                    )
                )
            )
        heads = (
            *(_("Name"), _("Works here since"), _("Checks"), _("Phone")),
            *(_("Timesheet"), _("Holiday"), _("Wages"), _("Complaint")),
        )
        return components.Table(
            caption=_("PAs"),
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(rows),
            empty=components.Empty(_("No PA works here. When one is hired, you see them and their checks.")),
        )

    def _contact(self) -> components.SummaryList:
        client = self.client
        rows = [
            components.SummaryRow(
                _("Best way"), client.get_contact_route_display(), action=self._choose_for(client)
            ),
            components.SummaryRow(_("Phone"), client.phone or _("Not known")),
            components.SummaryRow(_("Email"), client.email or _("None")),
            components.SummaryRow(_("Lives in"), f"{client.town}, {client.postcode}"),
            components.SummaryRow(_("Who they are"), client.get_group_display()),
        ]
        if not self.acting:
            nobody = _("Nobody. %(name)s decides and signs alone.") % {"name": client.first_name}
            rows.append(components.SummaryRow(_("Who acts for them"), nobody))
        return components.SummaryList(tuple(rows), title=_("Contact"))

    def _choose_for(self, client: Any) -> components.Link | None:
        """Who signs in chooses themself."""
        if client.user_id is not None:
            return None
        return components.Link(_("Change"), reverse("clients:client_contact", args=[client.pk]))

    @functools.cached_property
    def acting(self) -> list[Any]:
        """Who acts for them, now or later, and who waits for a yes."""
        return list(representations.of_client(self.client.pk, actor=self.actor)[:MOST_SHOWN])

    def _people(self) -> list[components.Table]:
        """Left out where nobody does: the contact details say so."""
        if not self.acting:
            return []
        rows = tuple(
            components.Row(
                (
                    components.Cell(row.user.name, href=reverse("representation", args=[row.pk])),
                    row.get_kind_display(),
                    representation_parts.may_in_words(row.limits, self.actor.today),
                    representation_parts.days(row),
                    components.Cell("", tag=representation_parts.tag(row, self.actor.today)),
                    self._signing_in(row),
                )
            )
            for row in self.acting
        )
        heads = (_("Name"), _("As"), _("May"), _("Days"), _("State"), _("Signing in"))
        columns = tuple(components.Column(head) for head in heads)
        return [components.Table(caption=_("Who acts for them"), columns=columns, rows=rows)]

    def _signing_in(self, row: Any) -> components.Words | components.Cell:
        if row.state != "in_force" or self.actor.today not in row.during:
            return _("Once they act")
        address = reverse("payroll:representative_sign_in", args=[row.pk])
        return components.Cell(_("See or invite"), href=address)

    def _notes(self) -> components.Component:
        newest = list(voice.notes(self.client.pk, actor=self.actor)[:MOST_NOTES])
        every = components.Link(_("Every note"), reverse("clients:contact_notes", args=[self.client.pk]))
        if not newest:
            return components.Empty(_("No contact is noted yet. Calls and visits that you note come here."))
        return components.Timeline(
            tuple(contact_notes.item(one) for one in newest), title=_("Contacts"), link=every
        )

    def _timeline(self) -> components.Component:
        events = access.history_of(subject_id=self.client.subject_id, actor=self.actor)
        shown = tuple(history.item(event) for event in events.exclude(verb=history.LOOK)[:MOST_SHOWN])
        if not shown:
            return components.Empty(_("Nothing is recorded yet. What is done with this record comes here."))
        whole = components.Link(_("Whole history"), reverse("clients:client_history", args=[self.client.pk]))
        return components.Timeline(shown, title=_("What happened"), link=whole)

    def _moves(self) -> components.Panel:
        """The moves that are open; the review is the green one when it is due soon or late."""
        key = self.client.pk
        rows = [
            components.PanelRow(
                _("Record a check of a PA"),
                href=reverse("recruitment:new", args=[key]),
                note=_("What you saw and when. No document is kept."),
            ),
            components.PanelRow(
                _("See the reviews"), href=reverse("reviews:client", args=[key]), note=_("Done and due.")
            ),
            components.PanelRow(
                _("Change who employs"),
                href=reverse("payroll:client_employer_changes", args=[key]),
                note=_("At 18, when the employer can no longer decide, or after a death."),
            ),
            components.PanelRow(
                _("Invite them to sign in"),
                href=reverse("payroll:client_sign_in", args=[key]),
                note=_("A link by e-mail, at which they choose a password."),
            ),
        ]
        rows += [
            components.PanelRow(
                _("Write to them, or note a call"),
                href=reverse("clients:message_new_to", args=[key]),
                note=_("They read it on their page. The e-mail says only that there is a message."),
            ),
            components.PanelRow(
                _("Note a contact"),
                href=reverse("clients:contact_note_new", args=[key]),
                note=_("A call, a visit or a letter, for the record."),
            ),
            components.PanelRow(
                _("Somebody acts for them"),
                href=reverse("representation_new", args=[key]),
                note=_("Who, what they may do, and by what right. Somebody else says yes."),
            ),
            components.PanelRow(
                _("Set up a direct payment"),
                href=reverse("clients:onboarding_begin", args=[key]),
                note=_("What they decide, what the law asks, and the agreement."),
            ),
            components.PanelRow(
                _("In hospital or away"),
                href=reverse("absence_new_for", args=[key]),
                note=_("Payroll is told, and what the PAs are paid is decided once."),
            ),
            components.PanelRow(
                _("Relatives who are paid"),
                href=reverse("relatives_of", args=[key]),
                note=_("How each PA is related, and what the council was asked and decided."),
            ),
            components.PanelRow(
                _("End the direct payment"),
                href=reverse("clients:ending_propose", args=[key]),
                note=_("Why, when, and what has to be settled. Somebody else decides."),
            ),
            components.PanelRow(
                _("Write down a complaint"),
                href=reverse("clients:complain_for_client", args=[key]),
                note=_("It goes to the council, also when it is about you."),
            ),
        ]
        if self.review is None:
            return components.Panel(_("What you can do now"), tuple(rows))
        address = reverse("reviews:done", args=[self.review.pk])
        note = _("Due by %(day)s. Recording it makes the next one due in 12 months.") % {
            "day": dates.with_weekday(self.review.due_on)
        }
        if self.review.due_on > self.actor.today + SOON:
            first = components.PanelRow(_("Record a review"), href=address, note=note)
            return components.Panel(_("What you can do now"), (first, *rows))
        button = components.ButtonLink(_("Record the review"), address, "main")
        return components.Panel(_("What you can do now"), tuple(rows), action=button, action_note=note)

    def _who_sees(self) -> components.Panel:
        return components.Panel(
            _("Who can see this"),
            text=_(
                "You, while this person is on your caseload. Their payroll provider sees the name, phone,"
                " email and best way to reach them. Council finance sees the name and the money. Neither sees"
                " reviews, checks or what waits here. That you opened the record is kept in its history."
            ),
        )


def _ends(check: Any) -> str:
    return _("%(kind)s runs out on %(day)s") % {
        "kind": check.get_kind_display(),
        "day": dates.in_words(check.expires_on),
    }
