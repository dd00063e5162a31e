"""Made-up people: every number, address and account has the right form and belongs to nobody.

Phone numbers are from Ofcom's ranges for drama, addresses have a postcode that the Post Office cannot give
out (its last two letters are ones that it leaves out), mail goes to example.org, and sort codes start 00-00.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates
from dpss.portal.demo import chance, names

UNUSED_LETTERS: Final = "CIKMOV"
_STREETS: Final = (
    *("Larkfold", "Tallowmead", "Quillbrook", "Harrowdene", "Pennywhistle", "Oastbridge", "Cinderford"),
    *("Saltgrass", "Wagtail", "Thimble", "Bramblewick", "Otterholt", "Furzeland", "Hopgarden", "Shingle"),
    *("Marlpit", "Kestrelmoor", "Candlewood", "Millrace", "Dovecot"),
)
_KINDS_OF_STREET: Final = ("Road", "Close", "Avenue", "Lane", "Gardens", "Way", "Terrace", "Rise")
_LANDLINE_SHARE: Final = 0.35


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a name, a birthday and an address. `email` is what they would sign in with."""

    key: str
    name: names.Name
    gender: str
    birth_date: date
    email: str
    phone: str
    address_line_1: str
    town: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Account:
    """A made-up bank account."""

    sort_code: str
    number: str


class Register:
    """Makes people for one council, no two with the same e-mail address, nor with the name of the story's."""

    def __init__(self, *, slug: str, domain: str, towns: Mapping[str, str]) -> None:
        self._slug = slug
        self._domain = domain
        self._towns = towns
        self._mailboxes: set[str] = set()

    def keep_for_the_story(self, kept: Iterable[names.Name]) -> None:
        """Leave these names to the people whom the story gives them to."""
        self._mailboxes |= {names.mailbox(name) for name in kept}

    def named(self, *, key: str, name: names.Name, gender: str, birth_date: date) -> Person:
        """A person whose name is given: the same key is always the same person."""
        draw = chance.stream(self._slug, "address", key)
        town = draw.choice(list(self._towns))
        return Person(
            key=key,
            name=name,
            gender=gender,
            birth_date=birth_date,
            email=f"{names.mailbox(name)}@{self._domain}",
            phone=_phone(draw),
            address_line_1=f"{draw.randint(1, 180)} {draw.choice(_STREETS)} {draw.choice(_KINDS_OF_STREET)}",
            town=town,
            postcode=_postcode(draw, self._towns[town]),
        )

    def anyone(self, *, key: str, ages: tuple[int, int, int], on: date, women: float) -> Person:
        """A person whom nobody has met yet. `ages` are the youngest, the oldest, the most likely."""
        draw = chance.stream(self._slug, "person", key)
        female = draw.random() < women
        name = names.draw_name(draw, female=female)
        while names.mailbox(name) in self._mailboxes:
            name = names.draw_name(draw, female=female)
        self._mailboxes.add(names.mailbox(name))
        birth_date = _birth_date(draw, ages, on)
        return self.named(key=key, name=name, gender="F" if female else "M", birth_date=birth_date)


def nino(number: int, *, prefix: str) -> str:
    """A National Insurance number of the right form for the `number`th PA of a council."""
    # A step that shares no factor with a million visits every number once, in no visible order.
    return f"{prefix}{(number + 1) * 740_737 % 1_000_000:06d}{'ABCD'[number % 4]}"


def bank_account(number: int, *, slug: str) -> Account:
    """A bank account of the right form for the `number`th PA of a council."""
    draw = chance.stream(slug, "bank account", number)
    return Account(sort_code=f"0000{draw.randint(10, 99)}", number=f"{draw.randint(10_000_000, 99_999_999)}")


def _birth_date(draw: chance.Stream, ages: tuple[int, int, int], on: date) -> date:
    age = int(draw.triangular(*ages))
    return chance.day_between(draw, dates.add_months(on, -12 * age - 11), dates.add_months(on, -12 * age))


def _phone(draw: chance.Stream) -> str:
    start = "01632 960" if draw.random() < _LANDLINE_SHARE else "07700 900"
    return f"{start} {draw.randint(0, 999):03d}"


def _postcode(draw: chance.Stream, outward: str) -> str:
    return f"{outward} {draw.randint(1, 9)}{draw.choice(UNUSED_LETTERS)}{draw.choice(UNUSED_LETTERS)}"
