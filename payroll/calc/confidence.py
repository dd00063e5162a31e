"""How sure a table of figures is: every table of a tax year's file says what stands behind its source."""

from enum import StrEnum


class Confidence(StrEnum):
    """What stands behind a table's source."""

    TWO_SOURCES = "two sources agree"
    ONE_SOURCE = "one source"
    UNCONFIRMED = "unconfirmed"
