"""The real worker in a process of its own, on a database of its own, killed wherever it hurts."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from email.policy import default
from urllib.parse import quote

import psycopg
import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from lianxin.foundation.ledger import failpoints
from lianxin.interfaces.jobs.following import FOLLOWERS
from tests.interfaces.jobs.reorganised import TICKETS
from tests.interfaces.jobs.writer import OLD

DEADLINE = 600  # seconds: a test tells right from wrong, also on a busy machine


class Mailbox:
    """Counts what arrives, by the name of the message."""

    def __init__(self):
        self.arrived: Counter[str] = Counter()
        self.port = 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name for it
        name = message_from_bytes(envelope.content, policy=default)["Message-ID"]
        self.arrived[name.strip("<>").removesuffix("@lianxin")] += 1
        return "250 taken"


class Installation:
    """A data folder, a database, a mail server: what a worker works on."""

    def __init__(self, folder, url, port):
        self.environment = {
            **os.environ,
            "LIANXIN_DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "LIANXIN_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        }
        self.started = []

    def start(self, *command, **more):
        """Start a program of ours."""
        process = subprocess.Popen(  # noqa: S603  our own programs
            [sys.executable, "-m", *command],
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, *command):
        """Run a program of ours to its end, and return what it says."""
        process = self.start(*command)
        said, _ = process.communicate(timeout=DEADLINE)
        assert process.returncode == 0, said
        return said

    def looked_at(self):
        """Return what stands in the database."""
        return json.loads(self.run("tests.interfaces.jobs.looking"))

    def end(self):
        """Kill what is still running."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate(timeout=DEADLINE)


@pytest.fixture
def database(tmp_path):
    """The URL of an empty database: "" is SQLite in the data folder."""
    if connection.vendor != "postgresql":
        yield ""
        return
    said = connection.get_connection_params()
    name = f"worker_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(**{**said, "dbname": "postgres"}, autocommit=True) as own:
        own.execute(f"CREATE DATABASE {name}")
        login = f"{quote(said['user'])}:{quote(said.get('password', ''))}"
        yield f"postgresql://{login}@{said['host']}:{said['port']}/{name}"
        own.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def mailbox():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    box.port = port
    yield box
    server.stop()


@pytest.fixture
def installation(tmp_path, database, mailbox):
    """An installation with its tables and its calendar."""
    made = Installation(tmp_path, database, mailbox.port)
    made.run("lianxin", "migrate", "--verbosity=0")
    yield made
    made.end()


def test_a_worker_killed_at_every_named_place_under_load_doubles_and_skips_nothing(
    installation, mailbox
):
    writer = installation.start("tests.interfaces.jobs.writer")
    assert writer.stdout.readline() == "ready\n"
    for name in failpoints.NAMES:
        worker = installation.start("lianxin", "worker", **{failpoints.VARIABLE: name})
        said, _ = worker.communicate(timeout=DEADLINE)
        assert worker.returncode == -signal.SIGKILL, (name, said)
    writer.send_signal(signal.SIGTERM)
    made = int(writer.communicate(timeout=DEADLINE)[0])
    assert made > len(failpoints.NAMES)
    installation.run("lianxin", "worker", "--once")

    found = installation.looked_at()
    assert found["faults"] == []
    assert found["unsealed"] == 0
    assert found["seals"] == found["entries"] == found["head"]
    assert found["bookmarks"] == dict.fromkeys({*FOLLOWERS, "insight"}, found["entries"])
    assert found["events"] == found["once"] == found["told"]
    assert found["received"] == made
    assert len(found["messages"]) == made + carried_out(found)  # one message for each deed
    states = Counter(found["messages"].values())
    assert set(states) == {"sent", "uncertain"}
    # killed before and after the mail server had it; and whatever was on its way at another place
    assert 2 <= states["uncertain"] <= len(failpoints.NAMES)
    for message, state in found["messages"].items():
        assert mailbox.arrived[message] in ({1} if state == "sent" else {0, 1}), message
    assert set(mailbox.arrived) <= set(found["messages"])
    # what was kept too long: one run, killed in two of its pieces, each ticket erased once
    assert found["archived"] == found["erased"] == OLD
    assert found["runs"] == 2


def carried_out(found):
    """Return how many got the reply of their matter, after seeing that each ticket was come to once."""
    for decided, done, reached in found["carried"].values():
        assert decided == done == reached > 0
    assert found["under_way"] == 0
    return found["carried"]["ticket.replied_by_matter"][0]


def until(true):
    """Wait until something is so."""
    deadline = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.1)


def test_a_worker_ends_cleanly_when_told_and_another_takes_over_when_it_is_killed(
    installation, mailbox
):
    writer = installation.start("tests.interfaces.jobs.writer")
    assert writer.stdout.readline() == "ready\n"
    first = installation.start("lianxin", "worker")
    until(lambda: sum(mailbox.arrived.values()) > 3)
    second = installation.start("lianxin", "worker")
    assert "stands by" in second.stdout.readline()
    refused = installation.start("lianxin", "worker", "--once")
    assert "another worker is at work" in refused.communicate(timeout=DEADLINE)[0]
    assert refused.returncode == 1
    first.kill()
    assert "is at work" in second.stdout.readline()
    arrived = sum(mailbox.arrived.values())
    until(lambda: sum(mailbox.arrived.values()) > arrived + 3)
    assert installation.looked_at()["alive"]
    writer.send_signal(signal.SIGTERM)
    made = int(writer.communicate(timeout=DEADLINE)[0])
    second.send_signal(signal.SIGTERM)
    second.communicate(timeout=DEADLINE)
    assert second.returncode == 0
    found = installation.looked_at()
    assert found["faults"] == []
    assert found["seals"] == found["entries"] == found["head"]
    assert found["received"] == made
    assert max(mailbox.arrived.values()) == 1


def test_the_tickets_of_a_closed_unit_move_once_each_wherever_the_worker_is_killed(
    installation, mailbox
):
    installation.run("tests.interfaces.jobs.reorganised")
    for name in ("round.done", "round.committed", "round.done", "round.committed"):
        worker = installation.start("lianxin", "worker", **{failpoints.VARIABLE: name})
        said, _ = worker.communicate(timeout=DEADLINE)
        assert worker.returncode == -signal.SIGKILL, (name, said)
    installation.run("lianxin", "worker", "--once")

    found = installation.looked_at()
    assert found["faults"] == []
    assert found["under_way"] == 0
    assert len(found["moved"]) == len(set(found["moved"])) == TICKETS
    # each was told that it came, who deals with it, and once who does now
    assert len(found["messages"]) == 3 * TICKETS
    assert max(mailbox.arrived.values()) == 1
