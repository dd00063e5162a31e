from pathlib import Path

import pytest

from commissioning import figures, measures

PAGE = Path(__file__).resolve().parents[2] / "docs" / "measures.md"


@pytest.mark.parametrize("definition", measures.ALL, ids=lambda definition: definition.code)
def test_the_documents_say_of_each_measure_what_the_code_says(definition: measures.Definition) -> None:
    said = PAGE.read_text(encoding="utf-8")
    for words in (definition.name, f"`{definition.code}`", definition.numerator, definition.denominator):
        assert words in said
    for words in (definition.formula, definition.source, definition.is_not):
        assert words in said


def test_the_documents_name_every_published_figure_that_is_used() -> None:
    said = PAGE.read_text(encoding="utf-8")
    for code in (
        figures.SHARE_OF_LONG_TERM,
        figures.LONG_TERM_CLIENTS,
        figures.PUBLISHED_CLIENTS,
        figures.PRICED_FOR,
    ):
        assert f"`{code}`" in said
