"""A correction in words: on its payrun, and on the payslips that it replaces and makes."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.access import actors, policy
from dpss.kernel import dates, money
from dpss.web import components, words
from payroll import models
from payroll.calc import wording
from payroll.queries import corrections, unsettled
from payroll.queries.corrections import Changes
from payroll.views import provider

MOST_TO_BEGIN: Final = 25
_COMPARED: Final = (
    ("Gross pay", "gross"),
    ("Mileage and expenses", "non_taxable"),
    ("Income Tax", "tax"),
    ("National Insurance", "ni_employee"),
    ("Pension", "pension_employee"),
    ("Net pay", "net"),
)


def to_begin(actor: actors.Actor) -> components.Panel | None:
    """Late sheets that only a correction can pay, each with the way to it; None when there is none."""
    found = unsettled.without_a_payday(actor=actor)[: MOST_TO_BEGIN + 1]
    rows = [
        components.PanelRow(
            f"{sheet.employment.assistant.name}, for {sheet.employment.employer.name}",
            note=f"The timesheet for {provider.span_of(sheet.period)} came in after the contracted hours were"
            " paid, and no payslip follows. Correct that payslip.",
            href=reverse("payroll:correct", args=[sheet.paid_slip]),  # type: ignore[attr-defined]
        )
        for sheet in found[:MOST_TO_BEGIN]
    ]
    text = "There are more: correct these first." if len(found) > MOST_TO_BEGIN else ""
    return components.Panel("Corrections to begin", tuple(rows), text=text) if rows else None


def on_a_payrun(
    run: models.Payrun, found: Changes | None, *, actor: actors.Actor
) -> Iterator[components.Component]:
    """Which payslip was wrong and why, what the new one changes, and where to put right what was wrong."""
    slip = run.corrects
    if slip is None:
        return
    replaced = run.state == "approved"
    yield components.SummaryList(
        (
            components.SummaryRow(
                "Payslip",
                f"Payday {dates.with_weekday(slip.payday)}, net {money.in_words(slip.net)}",
                action=components.Link("See the payslip", reverse("payroll:payslip", args=[slip.pk])),
            ),
            components.SummaryRow("What was wrong", run.reason),
            components.SummaryRow(
                "Counts now",
                "The corrected payslip" if replaced else "The old payslip, until this is approved",
            ),
        ),
        title="What it corrects",
    )
    if found is not None:
        yield _table(found)
        yield from _outcome(found)
    if not replaced and actor.may(policy.KEEP_POSTS):
        yield _where_to_mend(run, slip)


def _table(found: Changes) -> components.Table:
    rows = [
        components.Row(
            (
                label,
                words.figures(getattr(found.old, name)),
                words.figures(getattr(found.new, name)),
                words.more_or_less(getattr(found.added, name)),
            )
        )
        for label, name in _COMPARED
    ]
    return components.Table(
        caption="What it changes",
        columns=(
            components.Column("What"),
            components.Column("Old payslip, £", numeric=True),
            components.Column("Corrected, £", numeric=True),
            components.Column("Difference", numeric=True),
        ),
        rows=tuple(rows),
    )


def _outcome(found: Changes) -> Iterator[components.Note]:
    for sentence in consequences(found):
        yield components.Note(sentence)


def consequences(found: Changes) -> list[str]:
    """What its approval does to the money."""
    difference = found.added.net
    if difference > 0:
        return [f"The PA is paid {money.in_words(difference)} more."]
    if difference < 0:
        too_much = f"The PA was paid {money.in_words(-difference)} too much. Nothing is taken back by itself:"
        return [f"{too_much} you win it back by an agreed deduction, or a manager writes it off."]
    return ["The PA's pay stays the same."]


def _where_to_mend(run: models.Payrun, slip: models.Payslip) -> components.Panel:
    post = slip.employment_id
    hours = components.PanelRow(
        "Hours",
        href=reverse("payroll:sheet_correct", args=[run.pk]),
        note="Opens a new version of the timesheet. The employer approves it again.",
    )
    return components.Panel(
        "Put right what was wrong",
        (
            *([hours] if slip.timesheet_id else []),
            components.PanelRow(
                "Hours and rates of the contract", href=reverse("payroll:post_terms", args=[post])
            ),
            components.PanelRow(
                "Tax code, NI letter, loans, pension", href=reverse("payroll:post_tax", args=[post])
            ),
            components.PanelRow("Anything else of the post", href=reverse("payroll:post_file", args=[post])),
            components.PanelRow(
                "Work it out again",
                href=reverse("payroll:correction_again", args=[run.pk]),
                note="For a timesheet that was approved again. A change of the post does it by itself.",
            ),
        ),
    )


def on_a_payslip(
    slip: models.Payslip, *, is_mine: bool, actor: actors.Actor
) -> Iterator[components.Component]:
    """That it was replaced, or what it replaces with what changed; and for payroll the way to correct it."""
    newer = corrections.replacement_of(slip, actor=actor)
    if newer is not None and slip.replaced_at is not None:
        said = _("Replaced on %(day)s.") % {"day": dates.in_words(slip.replaced_at.date())}
        yield components.Note(newer.replaces_because, said)
        yield components.ButtonLink(
            _("See the payslip that counts"), reverse("payroll:payslip", args=[newer.pk])
        )
    if slip.replaces is not None:
        yield from _replacing(slip, slip.replaces, is_mine=is_mine)
    if actor.may(policy.CALCULATE_PAYRUNS) and slip.replaced_at is None:
        yield _begin_or_see(slip, actor)


def _replacing(slip: models.Payslip, old: models.Payslip, *, is_mine: bool) -> Iterator[components.Component]:
    yield components.Note(slip.replaces_because, _("It replaces an earlier payslip of this payday."))
    yield components.ButtonLink(_("See the earlier payslip"), reverse("payroll:payslip", args=[old.pk]))
    found = corrections.compared(old, slip)
    if found.changes:
        yield components.PayLines(
            _("What the correction changed"),
            tuple(
                components.PayLine(
                    change.label,
                    words.more_or_less(change.effect),
                    _("%(now)s now, %(before)s on the earlier payslip")
                    % {"now": money.in_words(abs(change.now)), "before": money.in_words(abs(change.before))},
                    change.why if is_mine else wording.of_another(change.why),
                )
                for change in found.changes
            ),
            (_("Paid to you") if is_mine else _("Paid out"), words.more_or_less(found.net)),
        )


def _begin_or_see(slip: models.Payslip, actor: actors.Actor) -> components.ButtonLink:
    run = corrections.under_way(slip, actor=actor)
    if run is not None:
        return components.ButtonLink("See the correction", reverse("payroll:payrun", args=[run.pk]))
    return components.ButtonLink("Correct this payslip", reverse("payroll:payslip_correct", args=[slip.pk]))
