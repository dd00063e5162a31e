"""A second, small council, to show that nobody in one sees anything of the other. All of it is made up."""

from datetime import date
from decimal import Decimal
from typing import Final

from dpss.access import policy
from dpss.portal.demo.names import of as name
from dpss.portal.demo.plans import (
    COUNCIL,
    Contract,
    Figure,
    Lot,
    NamedAssistant,
    NamedClient,
    NamedPost,
    Plan,
    Provider,
    Representative,
    Staff,
)

CONTRACT: Final = Contract(
    name="Direct Payment Support Service framework",
    starts=date(2024, 4, 1),
    core_ends=date(2028, 3, 31),
    longest_ends=date(2030, 3, 31),
    ceiling=Decimal("252000.00"),
    ceiling_source="Made up for the demonstration: six years at £42,000.",
    priced_for=34,
    lots=(
        Lot(
            number=1,
            kind="support",
            name="Recruitment, advice and support",
            first_year_value=Decimal("11000.00"),
            growth=Decimal(0),
        ),
        Lot(
            number=2,
            kind="payroll",
            name="Payroll and managed accounts",
            first_year_value=Decimal("29000.00"),
            growth=Decimal("0.10"),
        ),
    ),
)

STAFF: Final = (
    Staff("nadia", name("Nadia", "Rahman"), "F", policy.SUPPORT_WORKER, "fosse", demo=True),
    Staff("owen", name("Owen", "Partridge"), "M", policy.SUPPORT_WORKER, "soar", demo=True),
    Staff("bharti", name("Bharti", "Vaghela"), "F", policy.PAYROLL_OFFICER, "fosse", demo=True),
    Staff("lewis", name("Lewis", "Tebbutt"), "M", policy.PAYROLL_MANAGER, "fosse", demo=True),
    Staff("carys", name("Carys", "Boon"), "F", policy.PAYROLL_OFFICER, "soar", demo=True),
    Staff("dev", name("Dev", "Chauhan"), "M", policy.PAYROLL_MANAGER, "soar", demo=True),
    Staff("anil", name("Anil", "Deshmukh"), "M", policy.PRACTITIONER, COUNCIL, demo=True),
    Staff("bridget", name("Bridget", "Wigston"), "F", policy.PRACTITIONER, COUNCIL, demo=True),
    Staff("joyce", name("Joyce", "Kettleby"), "F", policy.COUNCIL_FINANCE, COUNCIL, demo=True),
    Staff("imran", name("Imran", "Sayeed"), "M", policy.COUNCIL_FINANCE, COUNCIL, demo=True),
    Staff("martin", name("Martin", "Oadby"), "M", policy.COMMISSIONER, COUNCIL, demo=True),
    Staff("farah", name("Farah", "Belgrave"), "F", policy.ADMINISTRATOR, COUNCIL, demo=True),
)

MEERA: Final = NamedClient(
    key="meera",
    name=name("Meera", "Solanki"),
    gender="F",
    birth_date=date(1969, 5, 16),
    group="adult",
    provider="fosse",
    worker="nadia",
    contact_route="online",
    first_payment=date(2021, 1, 11),
    account="own",
    weekly_amount=Decimal("221.00"),
    weekly_contribution=Decimal("35.20"),
    basis="net",
    signs_in=True,
    demo=True,
    posts=(
        NamedPost(
            assistant="luca",
            weekly_minutes=780,
            hourly_rate=Decimal("13.5000"),
            first_day=date(2023, 2, 6),
        ),
    ),
)

REGINALD: Final = NamedClient(
    key="reginald",
    name=name("Reginald", "Saffron"),
    gender="M",
    birth_date=date(1941, 10, 29),
    group="adult",
    provider="soar",
    worker="owen",
    contact_route="post",
    first_payment=date(2022, 9, 19),
    account="managed",
    weekly_amount=Decimal("128.00"),
    weekly_contribution=Decimal("0.00"),
    basis="net",
    represented_by=Representative(
        name=name("Yvette", "Saffron"),
        gender="F",
        birth_date=date(1972, 4, 7),
        kind="nominated",
        demo=True,
    ),
    posts=(
        NamedPost(
            assistant="luca",
            weekly_minutes=480,
            hourly_rate=Decimal("13.0000"),
            first_day=date(2024, 6, 3),
        ),
    ),
)

PLAN: Final = Plan(
    slug="leicester",
    name="Leicester City Council",
    phone="01632 960 870",
    phone_hours="Monday to Friday, 8:30am to 4:30pm",
    email="direct.payments@leicester.example.org",
    email_domain="leicester.example.org",
    brand="#4b2e63",
    tint="#f4f0f7",
    line="#c3b1d1",
    reference_prefix="LC",
    nino_prefix="XW",
    tax_offices=("321",),
    towns={"Aylestone": "LE2", "Beaumont Leys": "LE4", "Evington": "LE5", "Leicester": "LE1"},
    contract=CONTRACT,
    figures=(
        Figure(
            code="service_users",
            value=Decimal(34),
            as_of=date(2024, 4, 1),
            source="Made up for the demonstration: the people that the framework was priced for.",
        ),
    ),
    providers=(
        Provider("fosse", "Fosse Payroll and Support", "FPS", 27, 11, "Fosse, every 4 weeks"),
        Provider("soar", "Soar Valley Independent Living", "SVI", 7, 4, "Soar Valley, every 4 weeks"),
    ),
    clients=40,
    fewest_clients=30,
    posts=26,
    assistants=20,
    weekly_mean=Decimal("104.00"),
    staff=STAFF,
    named_clients=(MEERA, REGINALD),
    named_assistants=(
        NamedAssistant(
            key="luca", name=name("Luca", "Ferrari"), gender="M", birth_date=date(1988, 6, 23), demo=True
        ),
    ),
)
