"""Names for made-up people, as mixed as England's. The lists are in `names.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dpss.portal.demo import chance
from payroll.rti import names as hmrc_names

_LISTS = Path(__file__).with_name("names.toml")
_MIXED_COUPLES = 0.04
_LONGEST_HOLDER = 18


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the person writes it, and its parts in the letters that HMRC and the banks take."""

    shown: str
    forename: str
    surname: str


@dataclass(frozen=True, slots=True)
class Heritage:
    """Given names and surnames that are often found together, of so many people in a hundred."""

    share: int
    female: tuple[str, ...]
    male: tuple[str, ...]
    surnames: tuple[str, ...]


def draw_name(draw: chance.Stream, *, female: bool) -> Name:
    """A given name and a surname, mostly of one heritage."""
    shares = {place: heritage.share for place, heritage in enumerate(_heritages())}
    own = _heritages()[chance.weighted(draw, shares)]
    family = _heritages()[chance.weighted(draw, shares)] if draw.random() < _MIXED_COUPLES else own
    return of(draw.choice(own.female if female else own.male), draw.choice(family.surnames))


def of(forename: str, surname: str, *, shown: str = "") -> Name:
    """A name from its parts; `shown` is for a name that is written in another script."""
    latin = hmrc_names.of(forenames=forename, surname=surname)
    return Name(
        shown=shown or f"{forename} {surname}", forename=" ".join(latin.forenames), surname=latin.surname
    )


def mailbox(name: Name) -> str:
    """The part before the @ in someone's made-up e-mail address: `first.last` in plain letters."""
    return f"{name.forename}.{name.surname}".lower().replace("'", "").replace(" ", "-")


def account_holder(name: Name) -> str:
    """The name of an account as Bacs takes it: 18 capitals at most, without apostrophes."""
    return f"{name.forename} {name.surname}".upper().replace("'", "")[:_LONGEST_HOLDER].strip()


@cache
def _heritages() -> tuple[Heritage, ...]:
    lists = tomllib.loads(_LISTS.read_text(encoding="utf-8"))
    return tuple(
        Heritage(
            share=one["share"],
            female=tuple(one["female"].split()),
            male=tuple(one["male"].split()),
            surnames=tuple(one["surnames"].split()),
        )
        for one in lists.values()
    )
