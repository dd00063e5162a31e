"""Components refuse what would mislead, and templates draw them without letting anything through."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from django.template import Context, engines, loader

from dpss.web import charts
from dpss.web import components as kit


def drawn(it: kit.Component) -> str:
    template = engines["django"].from_string("{% component it %}")
    return str(template.render({"it": it}))


def every_component() -> Iterator[type[kit.Component]]:
    for named in (*vars(kit).values(), charts.LineChart, charts.BarChart):
        if isinstance(named, type) and issubclass(named, kit.Component) and named is not kit.Component:
            yield named


@pytest.mark.parametrize("kind", list(every_component()), ids=lambda kind: kind.__name__)
def test_every_component_is_a_frozen_value_with_a_template_of_its_own(kind: type[kit.Component]) -> None:
    assert is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert fields(kind)
    loader.get_template(kind.template)


def test_words_from_people_are_escaped_everywhere() -> None:
    evil = '<script>alert("x")</script>'
    shown = [
        drawn(kit.Tag(evil)),
        drawn(kit.Link(evil, "#a", evil)),
        drawn(kit.SummaryList((kit.SummaryRow(evil, evil, evil),), title=evil)),
        drawn(kit.Table(evil, (kit.Column(evil),), (kit.Row((evil,)),))),
        drawn(kit.Timeline((kit.TimelineItem(evil, evil, evil),))),
        drawn(kit.ActingFor(evil, evil, kit.Link(evil, "#"))),
        drawn(kit.ErrorSummary((kit.Problem(evil),))),
    ]
    assert all("<script" not in one and "&lt;script" in one for one in shown)


def test_a_strip_whose_parts_do_not_add_up_is_refused() -> None:
    items = (kit.StripItem(5, "All", "?"), kit.StripItem(2, "Open", "?"), kit.StripItem(2, "Done", "?"))
    with pytest.raises(ValueError, match="do not add up to 5"):
        kit.Strip("Sheets", items, sum_text="Each is in one place:")


def test_a_strip_writes_its_sum_out() -> None:
    items = (kit.StripItem(4, "All", "?"), kit.StripItem(2, "Open", "?"), kit.StripItem(2, "Done", "?"))
    assert "Each is in one place: 2 + 2 = 4." in drawn(
        kit.Strip("Sheets", items, sum_text="Each is in one place:")
    )


def test_a_strip_has_at_most_eight_items() -> None:
    with pytest.raises(ValueError, match="one to 8"):
        kit.Strip("Sheets", tuple(kit.StripItem(0, str(number), "?") for number in range(9)))


def test_shares_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up to 781"):
        kit.Shares(781, "people", (kit.SharePart(638, "chose", "first"),))


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells, not 2"):
        kit.Table("PAs", (kit.Column("Name"), kit.Column("Hours")), (kit.Row(("Jan",)),))


def test_a_tables_first_cell_heads_its_row() -> None:
    shown = drawn(
        kit.Table("PAs", (kit.Column("Name"), kit.Column("£", numeric=True)), (kit.Row(("Jan", "9.50")),))
    )
    assert '<th scope="row"' in shown
    assert shown.count("<td") == 1


def test_an_empty_list_says_what_would_be_there() -> None:
    empty = kit.Empty("Sheets that need you will be here.")
    shown = drawn(kit.WorkList("Sheets", (), ("State", "Who", "Why", "What to do"), empty=empty))
    assert "Sheets that need you will be here." in shown
    assert "<table" not in shown


def test_a_button_that_changes_something_is_a_post_with_a_token() -> None:
    template = engines["django"].from_string("{% component it %}")
    shown = str(
        template.render({"it": kit.ActionForm("Send", "/x/", values={"to": "a"}), "csrf_token": "t0ken"})
    )
    assert 'method="post"' in shown
    assert 'value="t0ken"' in shown
    assert 'name="to" value="a"' in " ".join(shown.split())


def test_nothing_is_drawn_for_nothing_and_several_one_after_the_other() -> None:
    template = engines["django"].from_string("[{% component nothing %}]{% component tags %}")
    shown = str(template.render({"nothing": None, "tags": [kit.Tag("One"), kit.Tag("Two")]}))
    assert shown.startswith("[]")
    assert shown.index("One") < shown.index("Two")


def test_filters_say_values_in_words() -> None:
    text = (
        '{{ 1|counted:"sheet,sheets" }}, {{ 450|hours_and_minutes }}, {{ 450|hours }}, {{ 4801000|number }}'
    )
    assert engines["django"].from_string(text).render({}) == "1 sheet, 7h 30m, 7.5 hours, 4,801,000"


def test_a_component_does_not_see_the_pages_variables() -> None:
    template = engines["django"].engine.from_string("{% component it %}")
    shown = template.render(Context({"it": kit.Note("A remark"), "title": "secret", "link": "secret"}))
    assert "secret" not in shown
