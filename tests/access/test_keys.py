"""Keys are ordered by time, and nobody can guess the next."""

import itertools
import uuid

from dpss.access import keys


def test_a_key_is_a_version_7_uuid() -> None:
    key = keys.uuid7()
    assert (key.version, key.variant) == (7, uuid.RFC_4122)


def test_keys_follow_the_clock_and_are_all_different() -> None:
    made = [keys.uuid7() for _ in range(2000)]
    assert len(set(made)) == len(made)
    stamps = [key.int >> 80 for key in made]
    assert stamps == sorted(stamps)


def test_random_bits_fill_the_rest() -> None:
    made = [keys.uuid7().int for _ in range(200)]
    random_bits = (1 << 62) - 1 | 0xFFF << 64
    changing = 0
    for first, second in itertools.pairwise(made):
        changing |= first ^ second
    assert changing & random_bits == random_bits
