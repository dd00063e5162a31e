"""Sealed values: only this row, only with our keys, and nowhere in the clear."""

import re
import subprocess
import uuid

import pytest
from django.db import connection
from pytest_django import Settings

from dpss.access import actors, policy, sealing, sealing_keys
from dpss.access.actors import Actor
from ledger.models import BankAccount
from tests.cast import TODAY, TOTP_SECRET, Cast, households, key, paydays, planting
from tools import binaries

PK = uuid.UUID("018f0000-0000-7000-8000-000000000001")
PLACE = {"table": "ledger_bankaccount", "pk": PK, "column": "account_number"}
OLD, NEW = f"1:{'A' * 43}=", f"2:{'B' * 42}A="


def job(cast: Cast) -> Actor:
    """Somebody who sees bank accounts."""
    return actors.for_job(job=policy.JOB_PAYMENTS, council_id=cast.east.id, today=TODAY)


def test_what_is_sealed_opens_again_in_its_place() -> None:
    assert sealing.unseal(sealing.seal("70111111", **PLACE), **PLACE) == "70111111"


def test_the_same_value_is_never_sealed_the_same_way_twice() -> None:
    assert sealing.seal("70111111", **PLACE) != sealing.seal("70111111", **PLACE)


@pytest.mark.parametrize(
    "moved", [{"table": "payroll_payrollidentity"}, {"pk": uuid.uuid4()}, {"column": "sort_code"}]
)
def test_a_value_moved_to_another_place_does_not_open(moved: dict[str, object]) -> None:
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(sealing.seal("70111111", **PLACE), **PLACE | moved)


@pytest.mark.parametrize("position", [0, 2, 13, 14, -1])
def test_a_value_with_one_bit_changed_does_not_open(position: int) -> None:
    sealed = bytearray(sealing.seal("70111111", **PLACE))
    sealed[position] ^= 1
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(bytes(sealed), **PLACE)


@pytest.mark.parametrize("rubbish", [b"", b"1", b"1\0", b"1\0short", b"\xff\xfe\0" + b"0" * 40])
def test_rubbish_does_not_open(rubbish: bytes) -> None:
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(rubbish, **PLACE)


def test_another_key_of_the_same_name_does_not_open_it(settings: Settings) -> None:
    settings.DPSS_FIELD_KEYS = OLD
    sealed = sealing.seal("70111111", **PLACE)
    settings.DPSS_FIELD_KEYS = NEW.replace("2:", "1:")
    with pytest.raises(sealing.SealBroken, match="changed or moved"):
        sealing.unseal(sealed, **PLACE)


def test_a_key_that_is_not_held_does_not_open_it(settings: Settings) -> None:
    settings.DPSS_FIELD_KEYS = OLD
    sealed = sealing.seal("70111111", **PLACE)
    settings.DPSS_FIELD_KEYS = NEW
    with pytest.raises(sealing.SealBroken, match="does not hold"):
        sealing.unseal(sealed, **PLACE)


def test_after_a_new_key_comes_first_old_values_open_and_new_ones_use_it(settings: Settings) -> None:
    settings.DPSS_FIELD_KEYS = OLD
    old = sealing.seal("70111111", **PLACE)
    settings.DPSS_FIELD_KEYS = f"{NEW},{OLD}"
    new = sealing.seal("70111111", **PLACE)
    assert sealing.unseal(old, **PLACE) == sealing.unseal(new, **PLACE) == "70111111"
    assert (old.split(b"\0")[0], new.split(b"\0")[0]) == (b"1", b"2")


def test_a_made_key_can_be_used() -> None:
    ring = sealing_keys.KeyRing.read(f"{sealing_keys.new_key('2027')},{OLD}")
    assert (ring.current, set(ring.keys)) == ("2027", {"2027", "1"})


@pytest.mark.parametrize(
    ("text", "pair"),
    [("", 1), ("1:short", 1), (f":{'A' * 43}=", 1), (f"{OLD},{OLD}", 2), (f"{OLD},2:not base64", 2)],
)
def test_a_bad_list_of_keys_is_refused_by_the_pairs_number_without_the_key(text: str, pair: int) -> None:
    with pytest.raises(ValueError, match=f"pair {pair} ") as caught:
        sealing_keys.KeyRing.read(text)
    assert "AAAA" not in str(caught.value)


def test_an_index_finds_the_same_value_and_keeps_purposes_apart(settings: Settings) -> None:
    first = sealing.index_of("PW123456A", purpose="nino")
    assert first == sealing.index_of("PW123456A", purpose="nino")
    assert first != sealing.index_of("PW123456B", purpose="nino")
    assert first != sealing.index_of("PW123456A", purpose="bank account")
    settings.DPSS_INDEX_KEY = "another key" * 6
    assert first != sealing.index_of("PW123456A", purpose="nino")


@pytest.mark.django_db
def test_a_model_reads_as_text_what_the_column_holds_sealed(cast: Cast) -> None:
    sort_code, account_number = paydays.BANK_ACCOUNTS["dee"]
    with actors.acting(job(cast)):
        account = BankAccount.objects.get(pk=key("dee", "bank account"))
        assert (account.sort_code, account.account_number) == (sort_code, account_number)
        with connection.cursor() as cursor:
            cursor.execute("select account_number from ledger_bankaccount where id = %s", [account.pk])
            (stored,) = cursor.fetchone()
    assert account_number.encode() not in bytes(stored)
    assert bytes(stored).startswith(b"1\0")


@pytest.mark.django_db
def test_a_value_copied_to_another_row_in_the_database_does_not_open(cast: Cast) -> None:
    with actors.acting(job(cast)):
        with connection.cursor() as cursor:
            cursor.execute(
                "update ledger_bankaccount set account_number ="
                " (select account_number from ledger_bankaccount where id = %s) where id = %s",
                [key("tom", "bank account"), key("dee", "bank account")],
            )
        account = BankAccount.objects.get(pk=key("dee", "bank account"))
        with pytest.raises(sealing.SealBroken):
            _ = account.account_number


@pytest.mark.django_db
def test_a_sealed_field_is_set_saved_emptied_and_put_off(cast: Cast) -> None:
    with actors.acting(job(cast)):
        account = BankAccount.objects.get(pk=key("dee", "bank account"))
        account.account_number = "70999999"
        account.save()
        assert BankAccount.objects.get(pk=account.pk).account_number == "70999999"
        assert BankAccount.objects.defer("account_number").get(pk=account.pk).account_number == "70999999"
        account.account_number = None
        account.save()
        assert BankAccount.objects.get(pk=account.pk).account_number is None


@pytest.mark.django_db
def test_no_number_is_in_a_dump_of_the_database_in_the_clear() -> None:
    place = connection.settings_dict
    dump = subprocess.run(
        [
            str(binaries.postgres() / "pg_dump"),
            f"--host={place['HOST']}",
            f"--port={place['PORT']}",
            "--username=dpss_owner",
            str(place["NAME"]),
        ],
        capture_output=True,
        check=True,
        env=binaries.clean_environment(),
    ).stdout
    assert b"Dee Lowe" in dump, "the dump shows what is not sealed"
    secrets = [TOTP_SECRET, *households.NINOS.values()]
    accounts = [*paydays.BANK_ACCOUNTS.values(), *planting.PAYING_ACCOUNTS.values()]
    secrets += [number for pair in accounts for number in pair]
    for secret in secrets:
        # Not as text, and not as the hexadecimal figures in which binary columns are written.
        assert not re.search(rf"(?<![0-9a-f]){secret}(?![0-9a-f])".encode(), dump, re.IGNORECASE), secret
        assert secret.encode().hex().encode() not in dump, secret
