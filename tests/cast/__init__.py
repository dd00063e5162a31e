"""The cast: one named person for each role in each of two councils, and the odd cases beside them.

`CAST.asha` is a person, `CAST.actor("payroll_officer")` an actor, `CAST.homes["asha"].id_of("employer")` a
key. All of it is in every test database; `planting` wrote it.
"""

from django.conf import settings

from dpss.access import policy
from dpss.access.actors import Actor
from tests.cast.people import PASSWORD, TOTP_SECRET, Council, Hat, Home, Person, Post, Provider, key
from tests.factories import AT, TODAY

__all__ = [
    "AT",
    "CAST",
    "PASSWORD",
    "TODAY",
    "TOTP_SECRET",
    "Cast",
    "Home",
    "Person",
    "Post",
    "Provider",
    "key",
]

EAST = Council(settings.DPSS_DEFAULT_COUNCIL, "Eastmarsh County Council")
WEST = Council("westhaven", "Westhaven City Council")
NORTHFIELD, SOUTHGATE = "northfield", "southgate"


def _one(name: str, role: str, council: Council, organisation: str = "") -> Person:
    return Person(name, (Hat(role, council, organisation),))


class Cast:
    """Every person by their first name, the two councils, and the records of the clients."""

    east: Council = EAST
    west: Council = WEST
    providers: tuple[str, ...] = (NORTHFIELD, SOUTHGATE)

    # Eastmarsh. Asha pays her PAs herself and is with Northfield; Southgate pays Ben's for him.
    asha: Person = _one("Asha Verma", policy.CLIENT, EAST)
    ben: Person = _one("Ben Okafor", policy.CLIENT, EAST)
    # Cara's direct payment is closed: nobody serves or represents her any more.
    cara: Person = _one("Cara Lind", policy.CLIENT, EAST)
    # Joan acts for Asha without seeing her money, and acted for Cara once.
    joan: Person = _one("Joan Marsh", policy.REPRESENTATIVE, EAST)
    # Rose is Ben's sister and acts for him; she also works at Southgate, and is recused there.
    rose: Person = Person(
        "Rose Okafor",
        (Hat(policy.REPRESENTATIVE, EAST), Hat(policy.PAYROLL_OFFICER, EAST, SOUTHGATE)),
    )
    # Dee works for Asha and for Ben. Tom worked for Asha until 30 September.
    dee: Person = _one("Dee Lowe", policy.PA, EAST)
    tom: Person = _one("Tom Reed", policy.PA, EAST)
    # Marcus has Asha on his caseload, and had Ben.
    marcus: Person = _one("Marcus Hale", policy.SUPPORT_WORKER, EAST, NORTHFIELD)
    olu: Person = _one("Olu Bello", policy.PAYROLL_OFFICER, EAST, NORTHFIELD)
    mara: Person = _one("Mara Finch", policy.PAYROLL_MANAGER, EAST, NORTHFIELD)
    sam: Person = _one("Sam Pike", policy.PAYROLL_MANAGER, EAST, SOUTHGATE)
    # Lena's role at Northfield ended today.
    lena: Person = Person("Lena Voss", (Hat(policy.PAYROLL_OFFICER, EAST, NORTHFIELD, until=TODAY),))
    paula: Person = _one("Paula Gray", policy.PRACTITIONER, EAST, EAST.slug)
    fay: Person = _one("Fay Thorne", policy.COUNCIL_FINANCE, EAST, EAST.slug)
    cole: Person = _one("Cole Ashby", policy.COMMISSIONER, EAST, EAST.slug)
    ada: Person = _one("Ada Quill", policy.ADMINISTRATOR, EAST, EAST.slug)

    # Westhaven.
    wes: Person = _one("Wes Dunn", policy.CLIENT, WEST)
    willa: Person = _one("Willa Dunn", policy.REPRESENTATIVE, WEST)
    walt: Person = _one("Walt Kerr", policy.PA, WEST)
    wanda: Person = _one("Wanda Bright", policy.SUPPORT_WORKER, WEST, NORTHFIELD)
    wim: Person = _one("Wim Carr", policy.PAYROLL_OFFICER, WEST, NORTHFIELD)
    wynn: Person = _one("Wynn Doyle", policy.PAYROLL_MANAGER, WEST, NORTHFIELD)
    wilf: Person = _one("Wilf Lane", policy.PRACTITIONER, WEST, WEST.slug)
    winnie: Person = _one("Winnie Frost", policy.COUNCIL_FINANCE, WEST, WEST.slug)
    wade: Person = _one("Wade Cross", policy.COMMISSIONER, WEST, WEST.slug)
    wren: Person = _one("Wren Hobbs", policy.ADMINISTRATOR, WEST, WEST.slug)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody."""
        return tuple(value for value in vars(type(self)).values() if isinstance(value, Person))

    @property
    def homes(self) -> dict[str, Home]:
        """The clients by their first names."""
        return {
            "asha": Home("asha", EAST, NORTHFIELD),
            "ben": Home("ben", EAST, SOUTHGATE),
            "cara": Home("cara", EAST, NORTHFIELD),
            "wes": Home("wes", WEST, NORTHFIELD),
        }

    @property
    def northfield(self) -> Provider:
        """Northfield in Eastmarsh, where Olu and Mara work."""
        return Provider(NORTHFIELD, EAST)

    @property
    def posts(self) -> dict[str, Post]:
        """Who works for whom: `cast.posts["dee at asha"]`."""
        pairs = (("dee", "asha"), ("tom", "asha"), ("dee", "ben"), ("walt", "wes"))
        return {f"{pa} at {home}": Post(pa, self.homes[home]) for pa, home in pairs}

    def providers_in(self, council: Council) -> tuple[str, ...]:
        """The payroll providers that serve clients of a council."""
        return tuple(dict.fromkeys(home.provider for home in self.homes.values() if home.council == council))

    def named(self, short: str) -> Person:
        """Somebody by their first name."""
        return next(person for person in self.people if person.short == short)

    def person(self, role: str, *, council: Council = EAST) -> Person:
        """The first person with that role in that council."""
        return next(
            person
            for person in self.people
            if (person.hats[0].role, person.hats[0].council) == (role, council)
        )

    def actor(self, role: str, *, council: Council = EAST) -> Actor:
        """That person as an actor: `cast.actor("payroll_officer")`."""
        return self.person(role, council=council).actor()


CAST = Cast()
