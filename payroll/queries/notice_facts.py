"""What a notice from HMRC changes at its post, from which day, and what stands in the way."""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q

from dpss.access import actors, scope
from dpss.kernel import dates, money
from payroll import models, notice_rules
from payroll.calc import notices as rules
from payroll.calc import tax_code, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.queries import post_leaving, post_paid, post_tax
from payroll.rti.notice_words import CODE_FORMS

NINO: Final = models.HmrcNotice.Form.NINO
_DAY: Final = timedelta(days=1)
# Forms that speak of the same thing: the newest of a family counts.
_FAMILIES: Final = (
    CODE_FORMS,
    frozenset({"SL1", "SL2"}),
    frozenset({"PGL1", "PGL2"}),
    frozenset({NINO.value}),
)


def facts(notice: models.HmrcNotice, *, actor: actors.Actor) -> notice_rules.NoticeFacts:
    """What counts when a notice is applied or taken back."""
    return notice_rules.NoticeFacts(
        fault=fault(notice, actor=actor),
        is_paid_with=_is_paid_with(notice, actor),
        is_about_a_number=notice.form == NINO,
    )


def fault(notice: models.HmrcNotice, *, actor: actors.Actor) -> str:
    """The first thing that keeps a notice from being applied, in a sentence; nothing where nothing does."""
    post = notice.employment
    if post is None:
        return notice.why or "Nobody knows yet whose it is. Say whose it is."
    if notice.form == NINO:
        return _unknown_to_hmrc(notice) or _older(notice, post, actor)
    try:
        _read(notice)
    except PayInputError as error:
        return f"It cannot be followed as it is. {error}"
    return (
        _ended(notice, post, actor)
        or _of_another_year(notice, post, actor)
        or _older(notice, post, actor)
        or _without_figures(notice, post, actor)
    )


def from_day(notice: models.HmrcNotice, post: models.Employment, *, actor: actors.Actor) -> date:
    """The first day whose payments follow it: its own date, or the day after the last payday approved."""
    free = post_paid.first_free_payday(post, post_paid.paid(post, actor=actor))
    return max(notice.effective, notice.received_on, free)


def wanted(notice: models.HmrcNotice) -> dict[str, Any]:
    """What of a post's tax details it changes. Raises `PayInputError` for a code that is none."""
    if notice.form in CODE_FORMS:
        code = tax_code.parse_boxed(notice.tax_code, non_cumulative=notice.non_cumulative)
        return {"tax_code": str(code), "non_cumulative": code.non_cumulative}
    if notice.form in {"SL1", "SL2"}:
        return {"student_loan": notice.plan}
    return {"postgraduate_loan": notice.form == "PGL1"}


def _read(notice: models.HmrcNotice) -> None:
    """Hold it to the rules of its form. Raises `PayInputError`."""
    dated = {"issued": notice.issued, "received": notice.received_on, "effective": notice.effective}
    if notice.form in CODE_FORMS:
        rules.CodeNotice(
            form=rules.CodeForm(notice.form),
            tax_code=notice.tax_code,
            non_cumulative=notice.non_cumulative,
            previous_pay=notice.previous_pay,
            previous_tax=notice.previous_tax,
            **dated,
        )
        return
    rules.LoanNotice(form=rules.LoanForm(notice.form), plan=notice.plan or None, **dated)


def _unknown_to_hmrc(notice: models.HmrcNotice) -> str:
    if notice.nino_index:
        return ""
    return (
        "HMRC does not find this person by what it was sent. Check the name, date of birth and address with"
        " them, then set this aside and ask again."
    )


def _ended(notice: models.HmrcNotice, post: models.Employment, actor: actors.Actor) -> str:
    if post.last_day is None:
        return ""
    final = post_leaving.final(post, actor=actor)
    if final is None and notice.issued <= post.last_day:
        return ""
    return (
        f"The post ended on {dates.in_words(post.last_day)}"
        f"{', and its final payment is approved' if final else ''}. Set it aside; HMRC knows of the leaving"
        " from the report of the final payment."
    )


def _of_another_year(notice: models.HmrcNotice, post: models.Employment, actor: actors.Actor) -> str:
    """A code is for payments of its own tax year; a loan goes on over the years."""
    if notice.form not in CODE_FORMS:
        return ""
    year = tax_periods.tax_year_of(notice.effective)
    if tax_periods.tax_year_of(from_day(notice, post, actor=actor)) == year:
        return ""
    return (
        f"It is a code for {year}, and no payment of that tax year is left. Set it aside, unless HMRC says"
        " that the code goes on."
    )


def _older(notice: models.HmrcNotice, post: models.Employment, actor: actors.Actor) -> str:
    """Only the newest notice about the same thing counts; the same one may come in a file and on paper."""
    family = next(forms for forms in _FAMILIES if notice.form in forms)
    rows = models.HmrcNotice.objects.filter(employment=post, state="applied", form__in=family)
    applied = scope.visible_to(rows.exclude(pk=notice.pk), actor).filter(
        Q(issued__gt=notice.issued) | Q(issued=notice.issued)
    )
    if notice.form in CODE_FORMS:
        year = tax_periods.tax_year_of(notice.effective)
        first, last = tax_periods.first_day(year), tax_periods.last_day(year)
        applied = applied.filter(effective__range=(first, last))
    newer = applied.order_by("-issued", "-sequence").first()
    if newer is None:
        return ""
    if newer.issued > notice.issued:
        return (
            f"A newer notice, {newer.form} of {dates.in_words(newer.issued)}, is applied already. Set this"
            " one aside."
        )
    if _says(newer) == _says(notice):
        return (
            f"A notice that says the same, of {dates.in_words(newer.issued)}, is applied already. Set it"
            " aside."
        )
    if None not in (newer.sequence, notice.sequence) and (notice.sequence or 0) > (newer.sequence or 0):
        return ""
    return (
        f"Another notice of the same day, {newer.form} of {dates.in_words(newer.issued)}, is applied and says"
        " something else. Ask HMRC which counts; take the other back if it is this one."
    )


def _says(notice: models.HmrcNotice) -> tuple[object, ...]:
    return (
        notice.form,
        notice.effective,
        notice.tax_code,
        notice.non_cumulative,
        notice.previous_pay,
        notice.previous_tax,
        notice.plan,
        notice.nino_index,
    )


def _without_figures(notice: models.HmrcNotice, post: models.Employment, actor: actors.Actor) -> str:
    """A post without tax details has nothing that a notice could change; nought may mean nothing said."""
    if post_tax.on(post, day=from_day(notice, post, actor=actor), actor=actor) is None:
        return (
            "No tax details are recorded for the post yet. Record its P45 or starter checklist first, then"
            " apply this."
        )
    if notice.previous_pay != money.ZERO or notice.previous_pay is None:
        return ""
    year = tax_periods.tax_year_of(notice.effective)
    known = [job for job in post_tax.earlier_jobs(post, actor=actor) if job.tax_year == year and job.pay]
    if not known:
        return ""
    return (
        f"It says no pay in earlier jobs of {year}, and a P45 with "
        f"{money.in_words(known[0].pay or money.ZERO)} is recorded. Ask HMRC which is right, and change the"
        " tax details by hand."
    )


def _is_paid_with(notice: models.HmrcNotice, actor: actors.Actor) -> bool:
    if notice.employment is None or notice.applied_from is None:
        return False
    paid = post_paid.paid(notice.employment, actor=actor).payday
    return paid is not None and paid >= notice.applied_from
