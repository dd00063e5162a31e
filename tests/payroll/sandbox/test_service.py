"""The service itself: HTTP manners, what it keeps, how it starts and stops."""

import http.client
import logging
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from payroll.gateways.sandbox.clock import Clock
from payroll.gateways.sandbox.control import Control
from payroll.gateways.sandbox.engine import Engine
from payroll.gateways.sandbox.misbehaviour import Plans
from payroll.gateways.sandbox.server import SandboxServer
from payroll.gateways.sandbox.store import Store
from tests.fixtures_path import REPOSITORY
from tests.payroll.sandbox.samples import Message, employee
from tests.payroll.sandbox.wire import Answer, Sandbox


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/submission", 405),
        ("PUT", "/poll", 405),
        ("DELETE", "/control/health", 405),
        ("POST", "/control/submissions/1", 405),
        ("HEAD", "/submission", 405),
        ("POST", "/", 404),
        ("GET", "/control/nothing", 404),
        ("GET", "/control/submissions/99", 404),
        ("GET", "/control/health", 200),
    ],
)
def test_each_address_takes_its_method(sandbox: Sandbox, method: str, path: str, status: int) -> None:
    assert sandbox.request(method, path).status == status


def test_any_content_type_is_tolerated(sandbox: Sandbox) -> None:
    for kind in ("text/xml", "application/x-www-form-urlencoded", "nonsense"):
        connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=30)
        connection.request("POST", "/submission", bytes(Message()), {"Content-Type": kind})
        assert b"acknowledgement" in connection.getresponse().read()
        connection.close()


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Content-Length", str(10 * 1024 * 1024 + 1), 413),
        ("Content-Length", "-1", 400),
        ("Content-Length", "many", 400),
        ("Transfer-Encoding", "chunked", 411),
    ],
)
def test_a_body_of_no_acceptable_length_is_not_read(
    sandbox: Sandbox, header: str, value: str, status: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=30)
    connection.putrequest("POST", "/submission")
    connection.putheader(header, value)
    connection.endheaders()
    assert connection.getresponse().status == status
    connection.close()


def test_a_body_that_breaks_off_is_not_taken_in(sandbox: Sandbox) -> None:
    content = bytes(Message())
    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=30)
    connection.putrequest("POST", "/submission")
    connection.putheader("Content-Length", str(len(content)))
    connection.endheaders(content[:-1])
    assert connection.sock is not None
    connection.sock.shutdown(1)
    with pytest.raises(http.client.RemoteDisconnected):
        connection.getresponse()
    assert sandbox.control("submissions")["counts"]["total"] == 0


def test_one_connection_serves_many_requests(sandbox: Sandbox) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=30)
    sockets = set()
    for _ in range(3):
        connection.request("POST", "/submission", bytes(Message()))
        assert b"acknowledgement" in connection.getresponse().read()
        sockets.add(connection.sock)
    assert len(sockets) == 1
    assert sockets != {None}
    connection.close()


def test_fifty_submissions_at_once_are_all_kept_apart(sandbox: Sandbox) -> None:
    messages = [Message(paye_reference=f"AB{number:03}") for number in range(50)]
    with ThreadPoolExecutor(max_workers=50) as pool:
        answers: list[Answer] = list(pool.map(sandbox.submit, messages))
    assert len({answer.correlation_id() for answer in answers}) == 50
    held = sandbox.control("submissions")
    assert held["counts"] == {
        "total": 50,
        "accepted": 50,
        "rejected": 0,
        "refused": 0,
        "lost": 0,
        "duplicate": 0,
    }
    sent = {one["correlation_id"]: one["paye_reference"] for one in held["submissions"]}
    for message, answer in zip(messages, answers, strict=True):
        assert sent[answer.correlation_id()] == message.paye_reference


def test_two_employees_with_one_payroll_id_are_rejected(sandbox: Sandbox) -> None:
    content = "<RelatedTaxYear>26-27</RelatedTaxYear>" + employee() + employee(nino="RN000009B")
    assert sandbox.outcome(Message(content=content)).business_errors() == [9001]


def test_the_exact_bytes_are_kept(sandbox: Sandbox) -> None:
    content = bytes(Message()) + b"\n<!-- after the end -->\r\n"
    correlation_id = sandbox.submit(content).correlation_id()
    for key in (correlation_id, "1"):
        assert sandbox.request("GET", f"/control/submissions/{key}").content == content


def test_what_is_known_of_a_submission_is_shown_without_its_content(sandbox: Sandbox) -> None:
    correlation_id = sandbox.submit(Message()).correlation_id()
    sandbox.poll(correlation_id)
    (shown,) = sandbox.control("submissions")["submissions"]
    expected = {
        "correlation_id": correlation_id,
        "message_class": "HMRC-PAYE-RTI-FPS",
        "office": "123",
        "paye_reference": "AB456",
        "payday": "2026-11-27",
        "sender_id": "ISV999",
        "transaction_id": "20261121AB",
        "outcome": "accepted",
        "duplicate": False,
        "polls": 1,
        "deleted_at": None,
    }
    assert expected.items() <= shown.items()
    assert shown["received_at"].startswith("2026-11-21T")
    assert "content" not in shown


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_what_was_acknowledged_survives_the_end_of_the_process(
    start: Callable[..., Sandbox], end: signal.Signals
) -> None:
    first = start("--poll-interval", "0")
    content = bytes(Message())
    known = [first.submit(content).correlation_id() for _ in range(20)]
    assert first.stop(end) == (-9 if end is signal.SIGKILL else 0)
    assert first.port_file.exists() == (end is signal.SIGKILL)

    second = start("--poll-interval", "0")
    assert [one["correlation_id"] for one in second.control("submissions")["submissions"]] == known
    assert second.request("GET", f"/control/submissions/{known[0]}").content == content
    assert second.poll(known[-1]).qualifier() == "response"
    second.submit(content)
    assert second.control("submissions")["counts"]["duplicate"] == 20


def test_the_port_file_holds_the_port(start: Callable[..., Sandbox]) -> None:
    sandbox = start()
    assert sandbox.control("health")["status"] == "ok"
    assert int(sandbox.port_file.read_text()) == sandbox.port


def test_the_log_names_no_person_and_no_password(start: Callable[..., Sandbox]) -> None:
    sandbox = start()
    sandbox.submit(Message(sender_id="ISV-person", password="made-up-word"))
    sandbox.submit(b"made-up-word")
    sandbox.request("GET", "/control/submissions/RN000008A")
    sandbox.request("GET", "/RN000008A")
    sandbox.stop()
    log = "".join(sandbox.lines)
    assert "POST /submission HMRC-PAYE-RTI-FPS acknowledged" in log
    assert "POST /submission UndefinedClass refused 1001" in log
    for private in ("RN000008A", "Example", "made-up-word", "ISV-person"):
        assert private not in log


def test_a_failure_of_the_sandbox_is_told_as_a_system_failure(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store, plans, clock = Store(tmp_path / "sandbox.sqlite"), Plans(), Clock()
    store.close()
    server = SandboxServer(port=0)
    engine = Engine(store=store, plans=plans, senders={}, address=server.address(), poll_interval=0)
    with caplog.at_level(logging.ERROR):
        server.start(engine=engine, control=Control(store=store, plans=plans, clock=clock), clock=clock)
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        connection.request("POST", "/submission", bytes(Message()))
        answer = Answer(200, connection.getresponse().read())
        connection.close()
        server.stop()
    assert answer.gateway_error() == 1000
    assert "failed with ProgrammingError" in caplog.text
    assert "RN000008A" not in caplog.text


def _run(*options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "payroll.gateways.sandbox", *options]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stderr


def test_a_port_that_is_taken_is_told_in_one_sentence(sandbox: Sandbox, tmp_path: Path) -> None:
    code, words = _run("--port", str(sandbox.port), "--port-file", str(tmp_path / "port"))
    assert code == 1
    assert words.startswith(f"The sandbox cannot listen on 127.0.0.1:{sandbox.port} (Address already in use)")
    assert len(words.splitlines()) == 1


def test_a_port_file_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    database = str(tmp_path / "sandbox.sqlite")
    code, words = _run("--port-file", str(tmp_path / "missing" / "port"), "--database", database)
    assert code == 1
    assert "The port file" in words
    assert len(words.splitlines()) == 1


def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing" / "sandbox.sqlite")
    code, words = _run("--port-file", str(tmp_path / "port"), "--database", missing)
    assert code == 1
    assert "The database" in words
    assert len(words.splitlines()) == 1


def test_a_database_of_another_version_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "sandbox.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("pragma user_version = 99")
    connection.close()
    code, words = _run("--port-file", str(tmp_path / "port"), "--database", str(database))
    assert code == 1
    assert "another version" in words


@pytest.mark.parametrize(
    "options", [("--port", "65536"), ("--sender", "ISV999"), ("--poll-interval", "-1"), ("--today", "soon")]
)
def test_options_that_make_no_sense_are_refused(tmp_path: Path, options: tuple[str, str]) -> None:
    code, words = _run("--port-file", str(tmp_path / "port"), *options)
    assert code == 2
    assert options[0] in words


def test_the_date_can_be_moved_and_given_back(sandbox: Sandbox) -> None:
    assert sandbox.control("today", {"date": "2027-01-02"}) == {"today": "2027-01-02"}
    assert sandbox.control("health")["today"] == "2027-01-02"
    assert "2027-01-02T" in sandbox.submit(Message()).text("MessageDetails/GatewayTimestamp")
    assert "error" in sandbox.control("today", {"date": "soon"})
    assert "error" in sandbox.control("today", {})
    assert sandbox.control("today", {"date": "2026-11-21"}) == {"today": "2026-11-21"}
