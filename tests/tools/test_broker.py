import os
import signal
from pathlib import Path

import pytest
import redis

from tests.tools.processes import bystander
from tools import broker, pids


def client(var: Path) -> "redis.Redis[str]":
    return redis.Redis(unix_socket_path=str(broker.address(var)), decode_responses=True)


def pid_file(var: Path) -> pids.PidFile:
    return pids.PidFile(var / "run" / "valkey.pid")


def test_the_broker_refuses_to_forget_and_keeps_what_it_holds_over_a_stop(var: Path) -> None:
    broker.ensure_running(var)
    with client(var) as connection:
        assert connection.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        connection.set("wake", "payroll")
    broker.stop(var)
    assert not broker.answers(var)
    broker.ensure_running(var)
    with client(var) as connection:
        assert connection.get("wake") == "payroll"


def test_a_killed_broker_starts_again_over_the_socket_that_it_left(var: Path) -> None:
    broker.ensure_running(var)
    killed = pid_file(var).process()
    assert killed is not None
    os.kill(killed.pid, signal.SIGKILL)
    pids.wait_until_gone(killed, seconds=10)
    assert broker.address(var).exists()
    assert not broker.is_running(var)
    broker.ensure_running(var)
    assert broker.answers(var)


def test_a_broker_that_hangs_is_replaced(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "_REPLY_SECONDS", 0.2)
    monkeypatch.setattr(broker, "_STOP_SECONDS", 0.2)
    broker.ensure_running(var)
    hung = pid_file(var).process()
    assert hung is not None
    os.kill(hung.pid, signal.SIGSTOP)
    broker.ensure_running(var)
    assert broker.answers(var)
    assert not hung.alive()


def test_a_stranger_with_the_brokers_old_number_is_not_harmed(var: Path) -> None:
    broker.ensure_running(var)
    _, started = pid_file(var).path.read_text().split()
    broker.stop(var)
    with bystander() as stranger:
        pid_file(var).path.write_text(f"{stranger.pid} {started}")
        broker.stop(var)
        assert stranger.poll() is None
