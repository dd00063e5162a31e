import concurrent.futures
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg2
import psycopg2.errors
import psycopg2.extensions
import pytest

from tests.tools.processes import bystander
from tools import paths, pids, postgres, rootless
from tools.trouble import Trouble


def connect(var: Path, user: str = "dpss_owner") -> psycopg2.extensions.connection:
    place = postgres.address(var)
    return psycopg2.connect(host=place.host, port=place.port, dbname=place.name, user=user)


def execute(var: Path, statement: str, user: str = "dpss_owner") -> list[tuple[object, ...]]:
    connection = connect(var, user)
    connection.autocommit = True
    try:
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def server_pid(var: Path) -> int:
    return int((var / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])


def test_the_database_starts_on_a_path_too_long_for_a_socket(var: Path) -> None:
    place = postgres.ensure_running(var, durable=False)
    assert len(f"{place.host}/.s.PGSQL.{place.port}") < 108 < len(str(var))
    assert postgres.is_running(var)
    assert execute(var, "select current_database(), current_user") == [("dpss", "dpss_owner")]


def test_what_was_committed_is_there_after_a_clean_stop(var: Path) -> None:
    postgres.ensure_running(var)
    execute(var, "create table kept (n int); insert into kept values (7)")
    postgres.stop(var)
    assert not postgres.is_running(var)
    postgres.ensure_running(var)
    assert execute(var, "select n from kept") == [(7,)]


def test_each_role_can_do_its_work_and_no_more(var: Path) -> None:
    postgres.ensure_running(var, durable=False)
    roles = execute(
        var,
        "select rolname, rolcanlogin, rolbypassrls, rolcreatedb, rolsuper"
        " from pg_roles where rolname like 'dpss%' order by 1",
    )
    assert roles == [
        ("dpss_app", True, False, False, False),
        ("dpss_guard", False, True, False, False),
        ("dpss_owner", True, True, True, False),
        ("dpss_reader", True, True, False, False),
    ]
    execute(var, "create extension btree_gist; create extension pg_trgm; create table held (n int)")
    execute(var, "create function f() returns int language sql as 'select 1'")
    execute(var, "alter function f() owner to dpss_guard")
    execute(var, "create database a_clone template dpss")
    assert execute(var, "select * from held", user="dpss_reader") == []
    with pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        execute(var, "insert into held values (1)", user="dpss_reader")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        execute(var, "create table own (n int)", user="dpss_app")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        execute(var, "select * from held", user="dpss_app")


def test_several_starters_at_once_get_the_same_server(var: Path) -> None:
    code = (
        "import pathlib, sys; from tools import postgres;"
        "postgres.ensure_running(pathlib.Path(sys.argv[1]), durable=False)"
    )

    def start(_number: int) -> int:
        return subprocess.run([sys.executable, "-c", code, var], cwd=paths.ROOT, check=False).returncode

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [0, 0, 0, 0]
    assert execute(var, "select count(*) from pg_database where datname = 'dpss'") == [(1,)]


def test_a_stale_pid_file_that_names_a_stranger_neither_stops_the_start_nor_harms_the_stranger(
    var: Path,
) -> None:
    postgres.ensure_running(var, durable=False)
    pid_file = var / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    lock_file = Path(postgres.address(var).host) / f".s.PGSQL.{postgres.PORT}.lock"
    lock = lock_file.read_text().splitlines()
    postgres.stop(var)
    with bystander() as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:], ""]))
        lock_file.write_text("\n".join([str(stranger.pid), *lock[1:], ""]))
        assert not postgres.is_running(var)
        postgres.stop(var)
        postgres.ensure_running(var, durable=False)
        assert postgres.is_running(var)
        assert stranger.poll() is None


def test_a_killed_server_comes_back_with_what_was_committed(var: Path) -> None:
    postgres.ensure_running(var)
    execute(var, "create table kept (n int); insert into kept values (7)")
    at_work = connect(var)
    at_work.cursor().execute("begin; insert into kept values (8)")
    killed = pids.identify(server_pid(var))
    assert killed is not None
    os.kill(killed.pid, signal.SIGKILL)
    pids.wait_until_gone(killed, seconds=10)
    postgres.ensure_running(var)
    assert server_pid(var) != killed.pid
    assert execute(var, "select n from kept") == [(7,)]
    at_work.close()


def test_the_remains_of_an_interrupted_first_start_are_cleared_away(var: Path) -> None:
    half_made = var / "postgres.unfinished-before"
    (half_made / "base").mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18")
    (var / ".dpss").touch()
    postgres.ensure_running(var, durable=False)
    assert postgres.is_running(var)
    assert not list(var.glob("postgres.unfinished*"))


def test_a_server_without_its_roles_gets_them_at_the_next_start(var: Path) -> None:
    postgres.ensure_running(var, durable=False)
    (var / "postgres" / "dpss_roles.sha256").unlink()
    execute(var, "alter role dpss_app createdb", user="postgres")
    postgres.ensure_running(var, durable=False)
    assert execute(var, "select rolcreatedb from pg_roles where rolname = 'dpss_app'") == [(False,)]


def test_a_folder_that_is_no_database_is_left_alone(var: Path) -> None:
    letter = var / "postgres" / "letter.txt"
    letter.parent.mkdir(parents=True)
    letter.write_text("Dear")
    (var / ".dpss").touch()
    with pytest.raises(Trouble, match="something that is not a database"):
        postgres.ensure_running(var)
    assert letter.read_text() == "Dear"


def test_the_server_of_a_copied_folder_is_another_one(make_var: Callable[[str], Path]) -> None:
    original, copy = make_var("original"), make_var("copy")
    postgres.ensure_running(original, durable=False)
    shutil.copytree(original, copy)
    assert not postgres.is_running(copy)
    postgres.ensure_running(copy, durable=False)
    assert postgres.is_running(original)
    assert server_pid(original) != server_pid(copy)


def test_a_server_whose_folder_was_moved_is_found_and_moves_its_address(
    make_var: Callable[[str], Path],
) -> None:
    before, after = make_var("before"), make_var("after")
    postgres.ensure_running(before, durable=False)
    old = pids.identify(server_pid(before))
    before.rename(after)
    postgres.ensure_running(after, durable=False)
    assert execute(after, "select 1") == [(1,)]
    assert old is not None
    assert not old.alive()


def test_stopping_what_never_ran_does_nothing(var: Path) -> None:
    postgres.stop(var)
    assert not var.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to pretend to be somebody else")
def test_root_without_user_namespaces_runs_the_database_as_nobody(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rootless, "_IN_NAMESPACE", ["false"])
    rootless.prefix.cache_clear()
    try:
        postgres.ensure_running(var, durable=False)
        assert (var / "postgres").stat().st_uid == 65534
        execute(var, "create table kept (n int)")
        postgres.stop(var)
        monkeypatch.undo()
        rootless.prefix.cache_clear()
        postgres.ensure_running(var, durable=False)
        assert (var / "postgres").stat().st_uid == 0
        assert execute(var, "select count(*) from kept") == [(0,)]
    finally:
        rootless.prefix.cache_clear()
