"""A paper as a value: what stands on a letter, a P60, a P32 or a P11, whether read on a page or printed."""

from dataclasses import dataclass

from django.template import loader

from dpss.adapters import pdf


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, a line each: a label and a value."""

    caption: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures in rows: the first `words` columns are words, the others are set right."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    has_total: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.heads):
                raise ValueError(f"a row of “{self.caption}” has {len(row)} values, not {len(self.heads)}")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `about` says what it is for, `footer` what it is when its pages come apart.

    `file_name` has nobody's name in it. A `wide` one lies on its side.
    """

    title: str
    about: str
    footer: str
    file_name: str
    sentences: tuple[str, ...] = ()
    facts: tuple[Facts, ...] = ()
    tables: tuple[Figures, ...] = ()
    notes: tuple[str, ...] = ()
    wide: bool = False

    def pdf(self) -> bytes:
        """It as a tagged PDF. Raises `pdf.NotAvailable` where none can be made."""
        html = loader.render_to_string("documents/paper.html", {"paper": self})
        return pdf.render(html, style="payslip")
