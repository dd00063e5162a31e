"""What must always hold of measures and providers' bills, as questions to the database."""

from dpss.access.findings import Invariant, Result, examine

_MEASURES = Invariant(
    name="measures are counts",
    sentence="No measure counts less than nothing. (A payday's measure may be of a day to come.)",
    count_sql="select count(*) from commissioning_measure",
    violations_sql="""
        select id, code, 'counts', numerator, 'of', denominator, 'on', day, 'taken at', measured_at
        from commissioning_measure
        where numerator < 0 or denominator < 0
        order by id
    """,
)
_INVOICES = Invariant(
    name="invoices of those who hold the lot",
    sentence="Every bill is for a whole month, by a provider that held the lot in it.",
    count_sql="select count(*) from commissioning_providerinvoice",
    violations_sql="""
        select i.id, 'is for', i.month, 'by', i.organisation_id, 'who did not hold lot', i.lot_id
        from commissioning_providerinvoice i
        where extract(day from i.month) <> 1 or not exists (
            select from contracts_award a
            where a.lot_id = i.lot_id and a.organisation_id = i.organisation_id
                and a.during && daterange(i.month, (i.month + interval '1 month')::date)
        )
        order by i.id
    """,
)


def invariants() -> list[Invariant]:
    """The checks of oversight."""
    return [_MEASURES, _INVOICES]


def run() -> list[Result]:
    """Carry them out, on a connection that sees every row."""
    return [examine(invariant) for invariant in invariants()]
