"""`lianxin import` as somebody types it: what it says, how it ends, and that a kill loses nothing."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

import lianxin.interfaces.jobs
from lianxin.casework.tickets.models import Ticket
from lianxin.interfaces.exchange.shipped import TEMPLATES
from lianxin.registers.orgs.models import Division
from lianxin.registers.policies import queries as policies

CITY = Path(lianxin.interfaces.jobs.__file__).parent / "demo_city"
DEADLINE = 600  # seconds: a test tells right from wrong, also on a busy machine
MANY = 2000
MAP = """
source: hall
id: no
opened: time
what: text
closed: {at: closed, text: result}
"""
HEAD = "no,text,time,closed,result\n"
GOOD = "1,路灯不亮,2019/4/24 16:03:40,2019/5/9,已修复\n2,井盖缺失,2019-04-25,,\n"
BAD = "3,,2019-04-25,,\n=4,题,2019-04-25,,\n5,题,四月,,\n"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "tickets.csv").write_text(HEAD + GOOD, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(HEAD + GOOD + BAD, encoding="utf-8")
    return tmp_path


def run(*words: object) -> tuple[int, str, str]:
    """Return with which status a command ends, and what it says."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import", *map(str, words), stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    except CommandError as fault:
        return fault.returncode, out.getvalue(), str(fault)
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_tickets_come_into_a_new_installation_and_a_second_time_none(folder):
    command = ("tickets", folder / "tickets.csv", "--map", folder / "map.yaml")
    status, out, _ = run(*command)
    assert status == 0
    assert "these time limits are in force" in out
    assert "2 rows: 2 new, 0 here already, 0 refused." in out
    status, out, _ = run(*command)
    assert (status, out) == (0, "2 rows: 0 new, 2 here already, 0 refused.\n")


@pytest.mark.django_db
def test_a_dry_run_on_a_new_installation_writes_nothing(folder):
    status, out, _ = run(
        "tickets", folder / "tickets.csv", "--map", folder / "map.yaml", "--dry-run"
    )
    assert status == 0
    assert "2 rows: 2 new" in out
    assert "nothing was written" in out
    assert not Ticket.objects.exists()
    assert not policies.adoptions()


@pytest.mark.django_db
def test_refused_rows_are_told_and_stand_in_the_rejects_file(folder):
    rejects = folder / "rejects.csv"
    command = ("tickets", folder / "bad.csv", "--map", folder / "map.yaml", "--rejects", rejects)
    status, out, err = run(*command)
    assert status == 1
    assert "5 rows: 2 new, 0 here already, 3 refused." in out
    assert "line 4 (3): " in err
    content = rejects.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")  # so that Excel shows the Chinese
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head == ["line", "id", "reason"]
    # what a spreadsheet would carry out is written as text
    assert [row[:2] for row in rows] == [["4", "3"], ["5", "'=4"], ["6", "5"]]
    assert "“四月”" in rows[2][2]


@pytest.mark.django_db
def test_many_refused_rows_are_counted_in_the_terminal_and_all_in_the_file(folder):
    content = HEAD + "".join(f"{number},,2019-04-25,,\n" for number in range(150))
    (folder / "tickets.csv").write_text(content, encoding="utf-8")
    rejects = folder / "rejects.csv"
    command = ("tickets", folder / "tickets.csv", "--map", folder / "map.yaml")
    _, _, err = run(*command, "--rejects", rejects)
    assert len(err.splitlines()) == 21
    assert err.splitlines()[-1] == "… and 130 more."
    assert len(rejects.read_text("utf-8-sig").splitlines()) == 151


@pytest.mark.django_db
def test_it_speaks_the_language_of_the_terminal(folder, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    _, out, err = run("tickets", folder / "bad.csv", "--map", folder / "map.yaml")
    assert "新增2" in out
    assert "第4行" in err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tickets.csv"], "--map MAP.yaml"),
        (["tickets.csv", "--map", "nothing.yaml"], "There is no file"),
        (["nothing.csv", "--map", "map.yaml"], "There is no file"),
        (["map.yaml", "--map", "map.yaml"], "lacks these columns"),
        (["tickets.csv", "--map", "tickets.csv"], "mapping"),
        (["tickets.csv", "--map", "map.yaml", "--rejects", "no/folder/r.csv"], "No such file"),
    ],
)
def test_what_cannot_be_used_ends_with_two_and_says_why(folder, monkeypatch, words, said):
    monkeypatch.chdir(folder)
    status, _, err = run("tickets", *words)
    assert status == 2
    assert said in err
    assert not Ticket.objects.exists()


@pytest.mark.django_db
def test_registers_come_in_as_a_whole_or_not_at_all():
    status, out, _ = run("divisions", CITY / "divisions.csv", "--dry-run")
    assert (status, "nothing was written" in out) == (0, True)
    assert not Division.objects.exists()
    status, out, err = run("units", CITY / "units.csv")
    assert (status, out) == (
        1,
        f"Nothing was taken in: {len(err.splitlines()) + 25} rows cannot be.\n",
    )
    for kind in ("divisions", "units", "categories", "duties", "catalogue"):
        folder = TEMPLATES if kind == "categories" else CITY
        status, out, err = run(kind, folder / f"{kind}.csv")
        assert (status, err) == (0, "")
        assert " 0 changed, 0 ended." in out


@pytest.mark.django_db
def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(folder, monkeypatch):
    def pressed(self: object, path: Path, progress: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lianxin.interfaces.exchange.tickets.TicketImport.take", pressed)
    status, out, err = run("tickets", folder / "tickets.csv", "--map", folder / "map.yaml")
    assert status == 130
    assert "0 rows: 0 new" in out
    assert "goes on from here" in err


@pytest.fixture
def installation(folder):
    """The environment of an installation with its own empty database and many tickets to import."""
    rows = "".join(f"{number},第{number}件,2019/4/24 16:03,2019/5/9,好\n" for number in range(MANY))
    (folder / "many.csv").write_text(HEAD + rows, encoding="utf-8")
    environment = {**os.environ, "LIANXIN_DATA_DIR": str(folder / "data"), "DATABASE_URL": ""}
    if connection.vendor != "postgresql":
        yield environment
        return
    said = connection.get_connection_params()
    name = f"import_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(**{**said, "dbname": "postgres"}, autocommit=True) as own:
        own.execute(f"CREATE DATABASE {name}")
        login = f"{quote(said['user'])}:{quote(said.get('password', ''))}"
        url = f"postgresql://{login}@{said['host']}:{said['port']}/{name}"
        yield {**environment, "DATABASE_URL": url}
        own.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(environment: dict[str, str], *command: str) -> subprocess.Popen[str]:
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # tests in the background have none to hand on
    return subprocess.Popen(  # noqa: S603  our own programs
        [sys.executable, "-m", *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> str:
    return process.communicate(timeout=DEADLINE)[0]


def importing(folder: Path) -> list[str]:
    file, known = str(folder / "many.csv"), str(folder / "map.yaml")
    return ["lianxin", "import", "tickets", file, "--map", known]


def received(environment: dict[str, str]) -> int:
    """Return how many tickets another process has brought in so far."""
    query = "SELECT count(*) FROM tickets_ticket"
    if url := environment["DATABASE_URL"]:
        with psycopg.connect(url) as own:
            found = own.execute(query).fetchone()
    else:
        with closing(sqlite3.connect(environment["LIANXIN_DATA_DIR"] + "/lianxin.sqlite3")) as own:
            found = own.execute(query).fetchone()
    assert found is not None
    return int(found[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_killed_twice_goes_on_without_doubles_or_gaps(folder, installation, end):
    ended(start(installation, "lianxin", "migrate", "--verbosity=0"))
    command = importing(folder)
    for _ in range(2):
        before, deadline = received(installation), time.monotonic() + DEADLINE
        process = start(installation, *command)
        while received(installation) == before and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(end)
        said = ended(process)
        assert process.returncode == (130 if end == signal.SIGINT else -end), said
        assert before < received(installation) < MANY
    said = ended(start(installation, *command))
    assert f"{MANY} rows" in said
    assert " 0 refused." in said
    found = json.loads(ended(start(installation, "tests.interfaces.jobs.looking")))
    assert found["imported"] == received(installation) == MANY
    assert found["faults"] == []


@pytest.mark.django_db(transaction=True)
def test_two_imports_side_by_side_bring_in_every_ticket_once(folder, installation):
    ended(start(installation, "lianxin", "migrate", "--verbosity=0"))
    command = importing(folder)
    for said in [ended(one) for one in [start(installation, *command) for _ in range(2)]]:
        assert " 0 refused." in said
    found = json.loads(ended(start(installation, "tests.interfaces.jobs.looking")))
    assert found["imported"] == MANY
    assert found["faults"] == []
