"""Where a sheet comes from and who approved it, in words: for the PA, the employer and payroll."""

from django.utils import timezone
from django.utils.translation import gettext as _

from dpss.access import actors
from dpss.kernel import dates
from dpss.web import components, words
from payroll import models
from payroll.queries import entering, text_links

Sheet = models.Timesheet


def entered(sheet: Sheet) -> components.Note | None:
    """Who typed it in and how it came; None for a sheet of the PA's own."""
    if sheet.entered_by is None or sheet.received_on is None:
        return None
    came = {
        Sheet.Source.PHONE: _("%(who)s entered it. The PA gave the hours by phone on %(day)s."),
        Sheet.Source.PAPER: _("%(who)s entered it. The hours came on paper on %(day)s."),
        Sheet.Source.EMAIL: _("%(who)s entered it. The hours came by e-mail on %(day)s."),
    }[Sheet.Source(sheet.source)]
    said = came % {"who": sheet.entered_by.name, "day": dates.with_weekday(sheet.received_on)}
    return components.Note(f"{said} {sheet.received_note}".strip(), _("Entered for the PA:"))


def approval(sheet: Sheet, *, actor: actors.Actor) -> str:
    """Who approved an approved sheet, and when; or why nobody had to."""
    if sheet.decided_at is None:
        return ""
    when = words.moment_in_words(timezone.localtime(sheet.decided_at))
    if sheet.basis == Sheet.Basis.STANDING:
        return _("Paid as contracted: employer and PA have agreed that no sheet is needed.")
    who = sheet.decided_by.name if sheet.decided_by else ""
    if sheet.basis == Sheet.Basis.CONTRACTED:
        sentence = _(
            "Paid as contracted, because no approved sheet was in. %(who)s decided this, %(when)s. When the"
            " sheet is approved, the difference goes on the next payslip."
        )
        return sentence % {"who": who, "when": when}
    word = entering.word_on(sheet, actor=actor)
    if word is None:
        by_text = text_links.link_used_on(sheet, actor=actor) is not None
        said = (
            _("%(who)s approved it by text link, %(when)s.")
            if by_text
            else _("%(who)s approved it, %(when)s.")
        )
        return said % {"who": who, "when": when}
    sentence = _("%(said_by)s approved it by phone, %(said_at)s. %(who)s wrote it down.")
    said_at = words.moment_in_words(timezone.localtime(word.said_at))
    return sentence % {"said_by": word.said_by, "said_at": said_at, "who": word.recorded_by.name}


def basis_tag(sheet: Sheet | None) -> components.Tag | None:
    """That contracted time is paid; None for what the PA said."""
    return (
        None
        if sheet is None or sheet.basis == Sheet.Basis.SHEET
        else components.Tag(_("As contracted"), "blue")
    )


def when_paid(sheet: Sheet, *, actor: actors.Actor) -> str:
    """With which payday it is paid: its own, a later run, or the next one where it was paid as contracted."""
    payday = words.day_and_month(sheet.period.payday)
    if sheet.basis == Sheet.Basis.SHEET and entering.is_paid_as_contracted(sheet, actor=actor):
        following = entering.next_period(sheet)
        if following is None:
            return _("The contracted hours are paid. The difference goes on the next payslip.")
        sentence = _("The contracted hours are paid. The difference goes on the payslip of %(payday)s.")
        return sentence % {"payday": words.day_and_month(following.payday)}
    if entering.is_after_its_run(sheet, actor=actor):
        if sheet.period.payday >= actor.today:
            sentence = _("The payrun is approved already, so a later run pays it. Payday is %(payday)s.")
        else:
            sentence = _("Payday was %(payday)s, so payroll pays it in a late run as soon as it can.")
        return sentence % {"payday": payday}
    return _("Payday is %(payday)s.") % {"payday": payday}


def paid_as_contracted(sheet: Sheet | None) -> list[components.Note]:
    """That a payslip pays contracted time; nothing for what the PA said, or for no time at all."""
    if sheet is None:
        return []
    if sheet.basis == Sheet.Basis.STANDING:
        said = _("Employer and PA have agreed that the contracted hours are paid without a timesheet.")
        return [components.Note(said, _("Paid as contracted:"))]
    if sheet.basis == Sheet.Basis.CONTRACTED:
        said = _(
            "No approved timesheet was in at the deadline. Once it is approved, the difference goes on the"
            " next payslip."
        )
        return [components.Note(said, _("Paid as contracted:"))]
    return []
