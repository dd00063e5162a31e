"""The county of the demo. Its sizes and contract are a published report's; everybody in it is made up."""

from datetime import date
from decimal import Decimal
from typing import Final

from dpss.access import policy
from dpss.portal.demo import east_sussex_people as people
from dpss.portal.demo.names import of as name
from dpss.portal.demo.plans import COUNCIL, Contract, Figure, Lot, Plan, Provider, Staff

REPORT: Final = "Report to the Lead Member for Adult Social Care and Health, 15 May 2023"
REPORTED_ON: Final = date(2023, 5, 15)

CONTRACT: Final = Contract(
    name="Direct Payments Support Service",
    starts=date(2024, 4, 1),
    core_ends=date(2029, 3, 31),
    longest_ends=date(2031, 3, 31),
    ceiling=Decimal("4801000.00"),
    ceiling_source=f"{REPORT}, paragraph 2.4: “Total contract value over 7 years: £4,801.000 (assumes 20%"
    " client number growth over duration, relating to Lot 2 costing)”. The full stop stands for a comma.",
    priced_for=557,
    lots=(
        Lot(
            number=1,
            kind="support",
            name="Strategic partner: advice, recruitment and support",
            first_year_value=Decimal("171000.00"),
            growth=Decimal(0),
        ),
        Lot(
            number=2,
            kind="payroll",
            name="Approved payroll providers",
            first_year_value=Decimal("458000.00"),
            growth=Decimal("0.20"),
        ),
    ),
)

FIGURES: Final = (
    Figure(
        code="direct_payment_clients",
        value=Decimal(1515),
        as_of=REPORTED_ON,
        source=f"{REPORT}, paragraph 1.5: approximately 1,515 clients receive a direct payment.",
    ),
    Figure(
        code="direct_payment_value",
        value=Decimal(7_500_000),
        as_of=REPORTED_ON,
        source=f"{REPORT}, paragraph 1.5: the payments are in the region of £7.5 million a year.",
    ),
    Figure(
        code="service_users",
        value=Decimal(557),
        as_of=REPORTED_ON,
        source=f"{REPORT}, paragraph 1.6: 557 clients use the service, 479 and 78 with its two providers.",
    ),
    Figure(
        code="long_term_support_share",
        value=Decimal("32.7"),
        as_of=REPORTED_ON,
        source=f"{REPORT}, paragraph 1.5: 1,515 clients with a direct payment are about 32.7% of all clients"
        " receiving long term support in the county.",
    ),
    Figure(
        code="long_term_support_clients",
        value=Decimal(4633),
        as_of=REPORTED_ON,
        source=f"{REPORT}, paragraph 1.5: 1,515 clients are 32.7% of 4,633. As 32.7 is rounded, the base is"
        " between 4,626 and 4,640 people.",
    ),
)

_WORKER, _OFFICER, _MANAGER = policy.SUPPORT_WORKER, policy.PAYROLL_OFFICER, policy.PAYROLL_MANAGER
STAFF: Final = (
    Staff("marcus", name("Marcus", "Bell"), "M", _WORKER, "harbour", demo=True),
    Staff("maya", name("Maya", "Fenn"), "F", _WORKER, "harbour", demo=True),
    Staff("leanne", name("Leanne", "Osei"), "F", _WORKER, "harbour"),
    Staff("callum", name("Callum", "Wright"), "M", _WORKER, "harbour"),
    Staff("bushra", name("Bushra", "Malik"), "F", _WORKER, "harbour"),
    Staff("tess", name("Tess", "Hollands"), "F", _WORKER, "harbour"),
    Staff("gareth", name("Gareth", "Pugh"), "M", _WORKER, "harbour"),
    Staff("rosie", name("Rosie", "Adeyemi"), "F", _WORKER, "downland", demo=True),
    Staff("priya", name("Priya", "Nair"), "F", _OFFICER, "harbour", demo=True),
    Staff("tomasz", name("Tomasz", "Zielinski"), "M", _MANAGER, "harbour", demo=True),
    Staff("grace", name("Grace", "Okafor"), "F", _OFFICER, "downland", demo=True),
    Staff("henry", name("Henry", "Lewes"), "M", _MANAGER, "downland", demo=True),
    Staff("judith", name("Judith", "Penrose"), "F", policy.PRACTITIONER, COUNCIL, demo=True),
    Staff("samuel", name("Samuel", "Boateng"), "M", policy.PRACTITIONER, COUNCIL, demo=True),
    Staff("colin", name("Colin", "Hart"), "M", policy.COUNCIL_FINANCE, COUNCIL, demo=True),
    Staff("farida", name("Farida", "Aziz"), "F", policy.COUNCIL_FINANCE, COUNCIL, demo=True),
    Staff("helen", name("Helen", "Marsh"), "F", policy.COMMISSIONER, COUNCIL, demo=True),
    Staff("ada", name("Ada", "Wright"), "F", policy.ADMINISTRATOR, COUNCIL, demo=True),
)

PLAN: Final = Plan(
    slug="east-sussex",
    name="East Sussex County Council",
    phone="01632 960 140",
    phone_hours="Monday to Friday, 9am to 5pm",
    email="direct.payments@example.org",
    email_domain="example.org",
    brand="#0f4c52",
    tint="#eef5f5",
    line="#9cc3c5",
    reference_prefix="ES",
    nino_prefix="XX",
    tax_offices=("120", "475", "846"),
    towns={
        "Battle": "TN33",
        "Bexhill": "TN39",
        "Crowborough": "TN6",
        "Eastbourne": "BN21",
        "Hailsham": "BN27",
        "Hastings": "TN34",
        "Heathfield": "TN21",
        "Lewes": "BN7",
        "Newhaven": "BN9",
        "Peacehaven": "BN10",
        "Polegate": "BN26",
        "Rye": "TN31",
        "Seaford": "BN25",
        "Uckfield": "TN22",
    },
    contract=CONTRACT,
    figures=FIGURES,
    providers=(
        Provider("harbour", "Harbour Payroll and Support", "HPS", 479, 417, "Harbour, every 4 weeks"),
        Provider("downland", "Downland Independent Living", "DIL", 78, 68, "Downland, every 4 weeks"),
    ),
    clients=1515,
    fewest_clients=40,
    posts=907,
    assistants=703,
    weekly_mean=Decimal("95.20"),
    staff=STAFF,
    named_clients=people.CLIENTS,
    named_assistants=people.ASSISTANTS,
)
