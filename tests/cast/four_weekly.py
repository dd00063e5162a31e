"""Every client's direct payment runs, and the four weeks of today are worked out and paid to nobody yet."""

from collections.abc import Sequence
from uuid import UUID

from clients import models
from dpss.access import policy
from dpss.access.models import Organisation
from ledger.models import PaymentAccount, Posting
from tests.cast import CAST, Home, key
from tests.cast.people import Council
from tests.factories import four_weekly, ledger

# Made up.
SORT_CODE = "999921"
NUMBERS = {"asha": "60111111", "ben": "60222222", "cara": "60333333", "wes": "60444444"}
PAYERS = {CAST.east.slug: "80333333", CAST.west.slug: "80444444"}


def plant(council: Council, *, homes: Sequence[Home]) -> None:
    """The council's four weeks and account, and for each client where the money goes and what is due."""
    finance = CAST.person(policy.COUNCIL_FINANCE, council=council).user_id
    agreed = CAST.person(policy.COMMISSIONER, council=council).user_id
    other = CAST.person(policy.ADMINISTRATOR, council=council).user_id
    four_weekly.cycle(id=key(council.slug, "payment cycle"), council_id=council.id, recorded_by_id=finance)
    ledger.paying_account(
        id=key(council.slug, "paying account"),
        council_id=council.id,
        organisation=Organisation.objects.get(pk=council.organisation_id),
        sort_code=SORT_CODE,
        account_number=PAYERS[council.slug],
    )
    four_weekly.uplift(
        id=key(council.slug, "uplift"),
        council_id=council.id,
        organisation_id=council.organisation_id,
        proposed_by_id=agreed,
    )
    organisations = [key(name, "organisation") for name in CAST.providers_in(council)]
    for organisation in (*organisations, council.organisation_id):
        ledger.csv_columns(
            council_id=council.id,
            organisation=Organisation.objects.get(pk=organisation),
            said_by_id=finance,
        )
    for home in homes:
        client = models.Client.objects.get(pk=home.id_of("client"))
        ledger.bank_account(
            id=home.id_of("own bank account"),
            about=client,
            sort_code=SORT_CODE,
            account_number=NUMBERS[home.short],
        )
        account = ledger.payment_account(
            id=home.id_of("payment account"),
            about=client,
            sort_code=SORT_CODE,
            account_number=NUMBERS[home.short],
            proposed_by_id=agreed,
            decided_by_id=other,
        )
        _statement(home, account, read_by=finance)
        arrangement = four_weekly.arrangement(
            id=home.id_of("arrangement"), client=client, agreed_by_id=agreed, begun_by_id=other
        )
        four_weekly.suspension(
            id=home.id_of("suspension"), arrangement=arrangement, began_by_id=finance, ended_by_id=other
        )
        payment = four_weekly.payment(id=home.id_of("four weeks"), arrangement=arrangement)
        four_weekly.line(id=home.id_of("four weeks line"), payment=payment)
        four_weekly.budget_change(id=home.id_of("budget change"), client=client, proposed_by_id=agreed)


def _statement(home: Home, account: PaymentAccount, *, read_by: UUID) -> None:
    """A statement was handed in and dropped, and what was once matched of it undone."""
    statement = ledger.bank_statement(
        id=home.id_of("bank statement"), account=account, read_by_id=read_by, decided_by_id=read_by
    )
    ledger.reconciliation(
        id=home.id_of("reconciliation"),
        statement=statement,
        put_forward_by_id=CAST.person(policy.ADMINISTRATOR, council=home.council).user_id,
        decided_by_id=read_by,
    )
    line = ledger.bank_line(id=home.id_of("bank line"), statement=statement)
    posting = Posting.objects.filter(subject_id=home.subject_id).order_by("pk").first()
    if posting is not None:
        ledger.line_match(id=home.id_of("line match"), line=line, posting=posting, undone_by_id=read_by)
