"""The pages of staff."""

from dpss.web import components as kit
from tests.web.gallery.forms import Filters


def payrun() -> dict[str, object]:
    """The strip, filters, the work list with a selection, control totals."""
    people = (
        (
            "Greta Adler",
            "red",
            "Blocked",
            "Works out at £12.21 an hour, below the £12.71 minimum wage.",
            "84.00",
        ),
        ("Tomas Reiss", "amber", "Missing", "No sheet. Reminded Thursday and Sunday.", "24.00"),
        (
            "Ines Duval",
            "amber",
            "Missing",
            "No sheet. The employer agreed to contract pay when one is late.",
            "16.00",
        ),
        ("Dana Fuchs", "blue", "Changed", "Hours up from 24 to 39, and no reason was given.", "39.00"),
    )
    labels = ("Due", "Missing", "Blocked", "Changed", "Ready", "Approved", "Reported", "Paid")
    facts = (
        "all sheets",
        "no sheet yet",
        "cannot be paid",
        "check first",
        "to approve",
        "by 2 people",
        "to HMRC",
        "Friday",
    )
    counts = (449, 31, 6, 14, 212, 186, 0, 0)
    return {
        "strip": kit.Strip(
            "Payrun",
            tuple(
                kit.StripItem(count, label, f"#{label}", fact, current=label == "Due")
                for count, label, fact in zip(counts, labels, facts, strict=True)
            ),
            sum_text="Each sheet is in one place:",
        ),
        "searched": kit.Note(
            "", strong="Named “reiss”", link=kit.Link("Clear", "#clear", about="the search")
        ),
        "filters": Filters({}),
        "sorts": [("exceptions", "Exceptions first", True), ("name", "Name", False)],
        "panel": kit.Panel(
            "Deadlines",
            (
                kit.PanelRow("Sheets in: 12 noon today", "2h 20m", strong=True),
                kit.PanelRow("Approve: 4pm, Tuesday 24", "tomorrow"),
            ),
        ),
        "listing": kit.WorkList(
            caption="Sheets that need someone",
            heads=("State", "PA and employer", "Why it needs you", "What to do"),
            figures=("Hours", "Gross £"),
            bulk=(kit.Link("Pay contract hours", "#pay"), kit.Link("Send a reminder", "#remind")),
            rows=tuple(
                kit.WorkRow(
                    key=name,
                    who=kit.Link(name, f"#{hours}"),
                    about="for Rita Lang",
                    why=why,
                    tag=kit.Tag(tag, colour),  # type: ignore[arg-type]
                    figures=(hours, "1,026.00"),
                    action=kit.ButtonLink("Correct the hours", f"#do-{hours}", about=f"of {name}"),
                )
                for name, colour, tag, why, hours in people
            ),
        ),
        "pagination": kit.Pagination(1, 25, 449, next="?page=2"),
        "totals": kit.Figures(
            (
                kit.Figure("418 of 449", "Sheets in", "93%. Last run 431 of 446"),
                kit.Figure("21,406.50", "Hours", "Agrees with the sheets"),
                kit.Figure("£257,783.57", "Net to pay", "Adds up to the penny"),
            ),
            title="Control totals",
            link=kit.Link("How these are worked out", "#how"),
        ),
    }


def today() -> dict[str, object]:
    """Groups by when they are due, and the reading column."""
    row = kit.WorkRow(
        key="1",
        who=kit.Link("Rita Lang, for Sam", "#rita"),
        why="Greta rang in sick. Sam has nobody from 3:30pm. The backup plan says Tomas first.",
        tag=kit.Tag("Urgent", "red"),
        when="Since 6:30am",
        action=kit.ButtonLink("Open backup plan", "#plan"),
    )
    return {
        "groups": [
            kit.DueGroup("Now", (row,), "1 person"),
            kit.DueGroup("By end of today", (row,), "1 person"),
        ],
        "panels": [
            kit.Panel(
                "Waiting for someone else", (kit.PanelRow("Insurer: certificate", note="Asked 18 November"),)
            ),
            kit.Panel("New since Friday", (kit.PanelRow("3 messages from clients", href="#messages"),)),
        ],
    }


def record() -> dict[str, object]:
    """A client's record."""
    return {
        "back": kit.BackLink("Caseload", "#caseload"),
        "strip": kit.SummaryStrip(
            "Anna Petri",
            (kit.Tag("Up and running", "green"), kit.Tag("Text first", "yellow")),
            (
                ("Born", "3 March 1992 (34)"),
                ("Budget", "£300 a week, net"),
                ("Next review by", "Saturday 9 October 2027"),
            ),
        ),
        "parts": kit.SubNavigation(
            "Parts of the record",
            tuple(
                kit.Link(name, f"#{name}")
                for name in ("Overview", "Money", "PAs and pay", "Backup plan", "History")
            ),
            "Overview",
        ),
        "money": kit.SummaryList(
            (
                kit.SummaryRow(
                    "Budget", "£300.00 a week", action=kit.Link("Change", "#b", about="the budget")
                ),
                kit.SummaryRow("Free to use", "Under the limit of £2,400.00.", strong="£1,940.00."),
            ),
            title="Money",
            link=kit.Link("Paid in and out", "#io"),
        ),
        "copies": kit.CopyList(
            (
                kit.CopyRow("Name on the account", "Jan Nowak", "Jan Nowak"),
                kit.CopyRow("Sort code", "99-99-01", "999901"),
                kit.CopyRow("Amount", "£1,135.00", "1135.00"),
            ),
            title="Pay Jan Nowak",
        ),
        "pas": kit.Table(
            caption="PAs",
            columns=(
                kit.Column("Name"),
                kit.Column("State"),
                kit.Column("Hours a week", numeric=True),
                kit.Column("Next"),
            ),
            rows=(
                kit.Row(
                    (
                        kit.Cell("Jan Nowak", "#jan"),
                        kit.Cell("", tag=kit.Tag("Working", "green")),
                        "10",
                        "Time off",
                    )
                ),
                kit.Row(
                    (
                        kit.Cell("Dora Okon", "#dora"),
                        kit.Cell("", tag=kit.Tag("Being hired", "amber")),
                        "5",
                        "Sign",
                    )
                ),
            ),
        ),
        "timeline": kit.Timeline(
            (
                kit.TimelineItem("Reference received", "Friday 20 November 2026, 2:58pm · Max Bell"),
                kit.TimelineItem(
                    "First payment made: £1,008.00", "Tuesday 14 April 2026", "Agreed on 20 March."
                ),
            ),
            title="Timeline",
            link=kit.Link("Whole history (46)", "#history"),
        ),
        "moves": kit.Panel(
            "What you can do now",
            (kit.PanelRow("Record a contact", href="#contact", note="A call, visit or message."),),
            action=kit.ActionForm("Send Dora’s contract", "#send", "main"),
            action_note="Goes to Anna and Dora to sign. Due today by 5pm.",
        ),
    }
