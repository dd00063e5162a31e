"""What was paid in October, and waits in November, of the cast's homes."""

from dpss.access import policy
from dpss.kernel import dates
from ledger import chart
from ledger.models import Account, BankAccount
from payroll import models as wages
from tests.cast import CAST, Home, Post, key
from tests.factories import AT, access, ledger, payroll

# Made up.
BANK_ACCOUNTS = {
    "dee": ("999901", "70111111"),
    "tom": ("999902", "70222222"),
    "walt": ("999903", "70333333"),
}


def plant(home: Home) -> None:
    """October is approved, reported and paid; November waits."""
    employer = wages.Employer.objects.get(pk=home.id_of("employer"))
    posts = [post for post in CAST.posts.values() if post.home == home]
    months = {
        month: wages.PayPeriod.objects.get(pk=key(home.council.slug, home.provider, month))
        for month in ("october", "november")
    }
    if not posts:
        return
    payroll.payrun(id=home.id_of("payrun"), employer=employer, period=months["november"])
    manager = (
        "sam" if home.short == "ben" else CAST.person(policy.PAYROLL_MANAGER, council=home.council).short
    )
    run = payroll.payrun(
        id=home.id_of("paid payrun"),
        employer=employer,
        period=months["october"],
        state="approved",
        approved_by_id=CAST.named(manager).user_id,
        approved_at=AT,
        payslip_count=len(posts),
    )
    for post in posts:
        _pay(post, run)
        _held_once(post, months["october"])
        _decided_once(post, months["october"])
    payroll.submission(id=home.id_of("submission"), payrun=run, state="accepted")


def _held_once(post: Post, period: wages.PayPeriod) -> None:
    """October's pay was held for a day, and released."""
    officer = CAST.person(policy.PAYROLL_OFFICER, council=post.home.council).user_id
    payroll.held_pay(
        id=post.id_of("held pay"),
        employment=wages.Employment.objects.get(pk=post.id_of("employment")),
        period=period,
        held_by_id=officer,
        state="released",
        released_by_id=officer,
        released_at=AT,
        release_reason="The hours were right.",
    )


def _decided_once(post: Post, period: wages.PayPeriod) -> None:
    """Sick pay was decided about days that October's sheet no longer has."""
    payroll.sick_pay_decision(
        id=post.id_of("sick pay decision"),
        employment=wages.Employment.objects.get(pk=post.id_of("employment")),
        period=period,
        decided_by_id=CAST.person(policy.PAYROLL_OFFICER, council=post.home.council).user_id,
    )


def _pay(post: Post, run: wages.Payrun) -> None:
    payslip = payroll.payslip(
        id=post.id_of("payslip"),
        payrun=run,
        timesheet=wages.Timesheet.objects.get(pk=post.id_of("paid timesheet")),
    )
    access.message(
        id=post.id_of("payslip message"),
        about=payslip,
        key=f"payslip:{payslip.pk}",
        template="payslip_ready",
        to_id=CAST.named(post.pa).user_id,
        values={"payslip": str(payslip.pk), "payday": dates.in_words(payslip.payday)},
        sent_at=AT,
    )
    sort_code, account_number = BANK_ACCOUNTS[post.pa]
    # Northfield owes Walt a correction, so that each council has a payment and an instruction.
    if post.home.short in {"ben", "wes"}:
        owed, cost = (
            Account.objects.get(subject_id=post.home.employer_subject_id, code=code)
            for code in (chart.NET_PAY, chart.WAGES)
        )
        ledger.payment(
            id=post.id_of("payment"),
            payee=BankAccount.objects.get(pk=key(post.pa, "bank account")),
            debit=owed,
            credit=cost,
            source_key=f"payslip:{post.id_of('payslip')}:net",
            organisation_id=key(post.home.provider, "organisation"),
        )
    if post.home.short != "ben":
        payroll.instruction(
            id=post.id_of("instruction"), payslip=payslip, sort_code=sort_code, account_number=account_number
        )
