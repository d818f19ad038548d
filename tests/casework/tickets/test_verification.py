"""A ticket that is not what the ledger tells of it is named, whatever was written into its rows."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.models import Assist, Ticket
from lianxin.casework.tickets.rules import code
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from tests.casework.tickets import town

pytestmark = pytest.mark.django_db
only_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL keeps to a column's type and its constraints"
)


@pytest.fixture
def ticket() -> Ticket:
    """A ticket that was taken in, beside another one."""
    town.built()
    made = town.received(key="the-first-one")
    town.received(key="the-second-one")
    assert found() == []
    return made


@pytest.fixture
def unchecked() -> Iterator[None]:
    """No constraints on columns: whoever writes into the file has none."""
    execute("PRAGMA ignore_check_constraints = ON")
    yield
    execute("PRAGMA ignore_check_constraints = OFF")


def found(ticket_id: int | None = None) -> list[tuple[str, str]]:
    return [(fault.code, fault.detail) for fault in queries.faults(ticket_id=ticket_id)]


def execute(sql: str, *values: Any) -> None:
    with ledger.writing(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@only_sqlite
@pytest.mark.parametrize("facts", ["[]", "5", "[[", '{"promise_at": "zz"}', '{"state": []}'])
def test_facts_that_cannot_be_read_are_named(ticket: Ticket, unchecked: None, facts: str):
    entry = Entry.objects.get(about="ticket", about_id=ticket.pk)
    execute("UPDATE ledger_entry SET facts = %s WHERE id = %s", facts, entry.pk)
    for which in (None, ticket.pk):
        codes = {code for code, _ in found(which)}
        assert codes == {"replay-differs" if "state" in facts else "entry-unreadable"}


@only_sqlite
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("seq", "x"),
        ("due_at", "zz"),
        ("state", b"\xff"),
        ("rating", 0),
        ("outcome", "x"),
        ("pending_by", 0),
        ("extensions", ""),
    ],
)
def test_a_column_of_nonsense_is_named(ticket: Ticket, unchecked: None, column: str, value: object):
    execute(f"UPDATE tickets_ticket SET {column} = %s WHERE id = %s", value, ticket.pk)  # noqa: S608
    codes = {one for one, _ in found()}
    assert codes in ({"replay-differs"}, {"ticket-unreadable"}, {"entries-missing"})


def test_what_no_entry_says_and_what_is_nothing_are_different(ticket: Ticket):
    for column, value in [("pending_by", 0), ("catalogue_row_id", 0), ("rating", 1)]:
        with ledger.writing():
            Ticket.objects.filter(pk=ticket.pk).update(**{column: value})
        assert found(ticket_id=ticket.pk) == [("replay-differs", column)]
        with ledger.writing():
            Ticket.objects.filter(pk=ticket.pk).update(**{column: None})


@pytest.mark.parametrize("pk", [-5, 1000])
def test_a_ticket_that_nobody_recorded_is_named(ticket: Ticket, pk: int):
    ticket.pk, ticket.seq = pk, 0
    with ledger.writing():
        ticket.save(force_insert=True)
    assert ("entries-missing", "0 of 0") in found()
    assert ("entries-missing", "0 of 0") in found(ticket_id=pk)


def test_an_assisting_unit_that_was_added_or_taken_away_is_named(ticket: Ticket):
    handed = town.dispatched(ticket)
    (kept,) = Assist.objects.all()
    assert found() == []
    with ledger.writing():
        Assist.objects.create(ticket=handed, unit_id=town.unit("lamps"))
    assert found() == [("replay-differs", "assists")]
    with ledger.writing():
        Assist.objects.all().delete()
    assert found() == [("replay-differs", "assists")]
    with ledger.writing():
        kept.save(force_insert=True)
    assert found() == []


def verified(number: str) -> list[str]:
    said = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify", ticket=number, stdout=said, stderr=io.StringIO())
    return said.getvalue().splitlines()


def test_a_ticket_that_was_deleted_is_missed_and_one_that_never_was_is_refused(ticket: Ticket):
    number, pk = ticket.number, ticket.pk
    execute("DELETE FROM tickets_ticket WHERE id = %s", pk)
    assert verified(number) == [f"ticket-missing: ticket id {pk}"]
    with pytest.raises(CommandError, match="never was"):
        call_command("verify", ticket=code.number(987), stdout=io.StringIO())


@only_sqlite
def test_the_command_names_nonsense_of_every_kind_at_once(
    ticket: Ticket, unchecked: None, settings: pytest.FixtureRequest
):
    while ledger.seal():
        pass
    entry = Entry.objects.get(about="ticket", about_id=ticket.pk)
    execute("UPDATE ledger_entry SET facts = '[]' WHERE id = %s", entry.pk)
    execute("UPDATE ledger_seal SET position = 'x' WHERE position = 0")
    execute("UPDATE tickets_ticket SET due_at = 'zz' WHERE id <> %s", ticket.pk)
    execute("UPDATE residents_contact SET phone = 'x' WHERE ticket_id = %s", ticket.pk)
    said, told = io.StringIO(), json.dumps({"size": float("inf"), "root": "a"})
    path = settings.LIANXIN_WITNESS  # type: ignore[attr-defined]
    path.write_text(path.read_text() + f"{told}\n")
    with pytest.raises(SystemExit):
        call_command("verify", stdout=said, stderr=io.StringIO())
    named = {line.partition(":")[0] for line in said.getvalue().splitlines()}
    assert {
        "entry-changed",
        "entry-unreadable",
        "seal-unreadable",
        "gap",
        "witness-damaged",
        "contact-unreadable",
    } <= named
