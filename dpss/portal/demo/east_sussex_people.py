"""The people of the county's story: who has a name, and what is true of them in November 2026."""

from datetime import date
from decimal import Decimal
from typing import Final

from dpss.portal.demo.names import of as name
from dpss.portal.demo.plans import NamedAssistant, NamedClient, NamedPost, NamedWork, Representative

_SATURDAY = 5

ASSISTANTS: Final = (
    NamedAssistant(
        key="jola", name=name("Jola", "Nowak"), gender="F", birth_date=date(1985, 2, 27), demo=True
    ),
    NamedAssistant(key="sunita", name=name("Sunita", "Rao"), gender="F", birth_date=date(1979, 9, 12)),
    NamedAssistant(key="thandi", name=name("Thandiwe", "Moyo"), gender="F", birth_date=date(1991, 5, 3)),
    NamedAssistant(
        key="hana", name=name("Hana", "Sato", shown="佐藤花"), gender="F", birth_date=date(1996, 7, 21)
    ),
    NamedAssistant(key="zoe", name=name("Zoë", "O'Brien-Ng"), gender="F", birth_date=date(2000, 1, 30)),
)

ASHA: Final = NamedClient(
    key="asha",
    name=name("Asha", "Patel"),
    gender="F",
    birth_date=date(1992, 3, 14),
    group="adult",
    provider="harbour",
    worker="marcus",
    contact_route="online",
    first_payment=date(2021, 6, 7),
    account="own",
    weekly_amount=Decimal("300.00"),
    weekly_contribution=Decimal("48.00"),
    basis="net",
    signs_in=True,
    demo=True,
    posts=(
        NamedPost(
            assistant="jola",
            weekly_minutes=720,
            hourly_rate=Decimal("13.4000"),
            first_day=date(2022, 5, 9),
        ),
        NamedPost(
            assistant="sunita",
            weekly_minutes=480,
            hourly_rate=Decimal("13.2000"),
            first_day=date(2023, 10, 2),
            irregular=True,
        ),
    ),
    lines=(
        ("Personal care", "council", Decimal("230.00")),
        ("Getting out and about", "council", Decimal("55.00")),
        ("Payroll and insurance", "council", Decimal("15.00")),
    ),
    waits=(
        NamedWork(
            title="Look at the insurance certificate",
            why="Employers' liability insurance ends on 3 December 2026. Ask for the new certificate.",
            due_on=date(2026, 11, 21),
        ),
    ),
)

PATRICK: Final = NamedClient(
    key="patrick",
    name=name("Patrick", "Delaney"),
    gender="M",
    birth_date=date(1948, 6, 2),
    group="adult",
    provider="harbour",
    worker="marcus",
    contact_route="large_print",
    first_payment=date(2019, 2, 18),
    account="managed",
    weekly_amount=Decimal("418.50"),
    weekly_contribution=Decimal("96.40"),
    basis="gross",
    represented_by=Representative(
        name=name("Siobhan", "Delaney"), gender="F", birth_date=date(1975, 12, 1), kind="nominated"
    ),
    posts=(
        NamedPost(
            assistant="jola",
            weekly_minutes=600,
            hourly_rate=Decimal("13.1000"),
            first_day=date(2024, 9, 16),
        ),
        NamedPost(
            assistant="thandi",
            weekly_minutes=840,
            hourly_rate=Decimal("13.0000"),
            first_day=date(2020, 3, 2),
            nights=(_SATURDAY,),
            sleep_in_rate=Decimal("55.0000"),
        ),
    ),
    waits=(
        NamedWork(
            title="Ring back about his letters",
            why="He rang on 19 November 2026: the large-print copies of the last two payslips have not come.",
            due_on=date(2026, 11, 20),
        ),
    ),
)

KOFI: Final = NamedClient(
    key="kofi",
    name=name("Kofi", "Mensah"),
    gender="M",
    birth_date=date(2004, 1, 19),
    group="adult",
    provider="harbour",
    worker="marcus",
    contact_route="post",
    first_payment=date(2023, 3, 6),
    account="card",
    weekly_amount=Decimal("246.00"),
    weekly_contribution=Decimal("0.00"),
    basis="net",
    represented_by=Representative(
        name=name("Efua", "Mensah"),
        gender="F",
        birth_date=date(1998, 10, 5),
        kind="authorised",
        until=date(2027, 4, 1),
        demo=True,
    ),
    posts=(
        NamedPost(
            assistant="hana",
            weekly_minutes=900,
            hourly_rate=Decimal("13.7500"),
            first_day=date(2025, 1, 13),
        ),
    ),
    waits=(
        NamedWork(
            title="Talk about who acts for Kofi",
            why="Efua is authorised until 31 March 2027. Kofi has said what he would like to decide himself.",
            due_on=date(2026, 11, 25),
        ),
    ),
)

RUTH: Final = NamedClient(
    key="ruth",
    name=name("Ruth", "Calder"),
    gender="F",
    birth_date=date(1983, 11, 8),
    group="child",
    provider="harbour",
    worker="marcus",
    contact_route="online",
    first_payment=date(2022, 7, 25),
    account="own",
    weekly_amount=Decimal("138.50"),
    weekly_contribution=Decimal("0.00"),
    basis="net",
    signs_in=True,
    demo=True,
    posts=(
        NamedPost(
            assistant="zoe",
            weekly_minutes=540,
            hourly_rate=Decimal("13.2500"),
            first_day=date(2022, 9, 5),
            irregular=True,
        ),
    ),
    lines=(("Short breaks", "council", Decimal("128.50")), ("Activities", "council", Decimal("10.00"))),
    waits=(
        NamedWork(
            title="Plan the Christmas holidays",
            why="School ends on 18 December 2026. She needs more hours then, and fewer in January.",
            due_on=date(2026, 11, 23),
        ),
    ),
)

IMRAN: Final = NamedClient(
    key="imran",
    name=name("Imran", "Qureshi"),
    gender="M",
    birth_date=date(1977, 4, 26),
    group="carer",
    provider="harbour",
    worker="marcus",
    contact_route="phone",
    first_payment=date(2026, 2, 9),
    account="own",
    weekly_amount=Decimal("9.62"),
    weekly_contribution=Decimal("0.00"),
    basis="net",
    signs_in=True,
    demo=True,
    lines=(("Carer's one-off payment, spread over a year", "council", Decimal("9.62")),),
)

GORDON: Final = NamedClient(
    key="gordon",
    name=name("Gordon", "Fenn"),
    gender="M",
    birth_date=date(1946, 8, 17),
    group="adult",
    provider="harbour",
    worker="marcus",
    contact_route="post",
    first_payment=date(2024, 11, 4),
    account="managed",
    weekly_amount=Decimal("112.00"),
    weekly_contribution=Decimal("21.30"),
    basis="net",
    represented_by=Representative(
        name=name("Maya", "Fenn"),
        gender="F",
        birth_date=date(1984, 3, 9),
        kind="nominated",
        staff="maya",
    ),
)

WALTER: Final = NamedClient(
    key="walter",
    name=name("Walter", "Thorne"),
    gender="M",
    birth_date=date(1951, 1, 22),
    group="adult",
    provider="downland",
    worker="rosie",
    contact_route="online",
    first_payment=date(2020, 10, 12),
    account="own",
    weekly_amount=Decimal("104.00"),
    weekly_contribution=Decimal("18.75"),
    basis="net",
    signs_in=True,
    posts=(
        NamedPost(
            assistant="jola",
            weekly_minutes=360,
            hourly_rate=Decimal("13.5000"),
            first_day=date(2025, 6, 2),
            sheet="draft",
        ),
    ),
)

CLIENTS: Final = (ASHA, PATRICK, KOFI, RUTH, IMRAN, GORDON, WALTER)
