"""The pages of those who run the contract."""

from decimal import Decimal

from dpss.web import charts
from dpss.web import components as kit


def dashboard() -> dict[str, object]:
    """Headline figures, the line with a ceiling, bars, a table of measures."""
    years = tuple(
        charts.Mark(Decimal(year) + Decimal("0.5"), f"{2024 + year}-{25 + year}") for year in range(7)
    )
    profile = (
        (0, 0),
        (1, 629000),
        (2, 1273267),
        (3, 1932800),
        (4, 2607600),
        (5, 3297667),
        (6, 4003000),
        (7, 4723600),
    )
    return {
        "headline": kit.Figures(
            (
                kit.Figure("1,515", "people have a direct payment", "Worth £7.5m a year."),
                kit.Figure("32.7%", "of 4,633 people with long-term support", "1,515 of 4,633."),
                kit.Figure("557", "people use the support service", "36.8% of the 1,515."),
            ),
            headline=True,
        ),
        "chart": charts.LineChart(
            key="spend",
            title="Spend is £24,671 below profile",
            description="Total of accepted invoices since 1 April 2024, both lots.",
            lines=(
                charts.Line(
                    "Ceiling",
                    "£4,801,000",
                    ((Decimal(0), Decimal(4801000)), (Decimal(7), Decimal(4801000))),
                    "limit",
                ),
                charts.Line(
                    "Profile", "£4,723,600", tuple((Decimal(a), Decimal(b)) for a, b in profile), "plan"
                ),
                charts.Line(
                    "Forecast",
                    "£4,509,710",
                    ((Decimal("2.64"), Decimal(1671420)), (Decimal(7), Decimal(4509710))),
                    "forecast",
                ),
                charts.Line(
                    "Spent", "£1,671,420", ((Decimal(0), Decimal(0)), (Decimal("2.64"), Decimal(1671420)))
                ),
            ),
            ticks=years,
            marks=(charts.Mark(Decimal(5), "Core term ends 31 March 2029"),),
            table=kit.Table(
                caption="Running totals",
                caption_hidden=True,
                columns=(
                    kit.Column("Running totals, £"),
                    kit.Column("2024-25", numeric=True),
                    kit.Column("2025-26", numeric=True),
                ),
                rows=(
                    kit.Row(("Profile at 31 March", "629,000", "1,273,267")),
                    kit.Row(("Spent", "628,400", "1,262,900")),
                ),
            ),
            width=1200,
        ),
        "bars": charts.BarChart(
            key="waits",
            title="Half wait less than 20 working days",
            description="Working days from agreed to first payment.",
            heads=("Provider", "Days"),
            bars=(
                charts.Bar("Harbour", Decimal(18), "18 days", "of 34 people"),
                charts.Bar("Downland", Decimal(14), "14 days"),
            ),
            limit=charts.Bar("Promise", Decimal(20), "20 days"),
        ),
        "measures": kit.Table(
            caption="Measures by provider",
            columns=(
                kit.Column("July to September 2026"),
                kit.Column("Target"),
                kit.Column("Harbour (479 people)"),
            ),
            rows=(
                kit.Row(
                    (
                        "First review within 6 months",
                        "At least 95% on time",
                        kit.Cell("95.0%", tag=kit.Tag("Met", "green"), note="57 of 60", strong=True),
                    )
                ),
                kit.Row(
                    ("PAs paid by payday", "At least 99%", kit.Cell("98.7%", tag=kit.Tag("Not met", "red"))),
                    "failing",
                ),
            ),
        ),
    }


def transfer() -> dict[str, object]:
    """A whole as the sum of its parts, and stages."""
    return {
        "shares": kit.Shares(
            781,
            "people on the frozen list",
            (
                kit.SharePart(638, "chose a provider", "first", "81.7%", "#a", "638 chose"),
                kit.SharePart(118, "moved by default", "second", "15.1%", "#b", "118 by default"),
                kit.SharePart(19, "left the service", "third", "2.4%", "#c"),
                kit.SharePart(6, "undecided", "error", "0.8%. Must be 0 to close", "#d"),
            ),
        ),
        "stages": kit.TaskList(
            (
                kit.TaskItem(
                    "Sign contracts", kit.Tag("Done 3 August", "green"), "#s", "Both signed.", "Helen Marsh"
                ),
                kit.TaskItem(
                    "First payrun",
                    kit.Tag("Blocked"),
                    note="Blocked by stages 6, 7 and 8",
                    who="New providers",
                ),
            ),
            title="Stages",
            count="1 of 2 done",
        ),
        "dates": kit.Panel("Key dates", (kit.PanelRow("Go-live", "Monday 11 January"),)),
    }
