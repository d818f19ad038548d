"""Imported tickets: their history as ordinary entries, once, and nothing that the source did not say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind, Outcome, Privacy, State, importing, refusals
from lianxin.casework.tickets.rules.importing import ImportedTicket
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as log
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry, Unsealed
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.text import says_anything
from lianxin.registers.orgs import queries as orgs
from tests.casework.tickets import town
from tests.make import MONDAY, time_limits

pytestmark = pytest.mark.django_db
BY = Actor.system("import")
CAME, DUE, ANSWERED, ENDED = (MONDAY - timedelta(days=days) for days in (200, 190, 180, 179))
OPEN = ImportedTicket(ref="2019/7", what="路灯不亮", received_at=CAME)
CLOSED = replace(OPEN, deadline=DUE, state=State.CLOSED, ended_at=ENDED, ending="已修复")


def taken(*rows: ImportedTicket) -> int:
    return actions.import_chunk(source="hall", rows=rows, by=BY, at=MONDAY)


def faults() -> list[object]:
    return [*verifying.whole(now=MONDAY), *queries.faults()]


def told(ticket: Ticket) -> list[tuple[str, object, dict[str, str | None]]]:
    return [(entry.verb, entry.at, log.words(entry)) for entry in log.about(ticket)]


@pytest.fixture(autouse=True)
def limits() -> None:
    time_limits()


def test_a_closed_ticket_brings_its_deadline_its_closing_and_its_text():
    assert taken(CLOSED) == 1
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.outcome, ticket.channel) == ("closed", "", "import")
    assert (ticket.received_at, ticket.ended_at, ticket.promise_at) == (CAME, ENDED, DUE)
    assert (ticket.source, ticket.source_ref, ticket.due_at) == ("hall", "2019/7", None)
    assert told(ticket) == [
        ("ticket.received", CAME, {"what": "路灯不亮"}),
        ("ticket.closed_at_source", ENDED, {"reply": "已修复"}),
    ]
    assert faults() == []


def test_its_entries_are_ordinary_but_for_a_mark_and_wait_for_their_seals():
    taken(CLOSED, replace(OPEN, ref="8"))
    entries = list(Entry.objects.filter(about="ticket").order_by("pk"))
    assert {(entry.role, entry.system_name, entry.imported) for entry in entries} == {
        ("system", "import", True)
    }
    assert {entry.pk for entry in entries} <= set(Unsealed.objects.values_list("pk", flat=True))
    while ledger.seal():
        pass
    ledger.sign_head(at=MONDAY)
    ledger.witness()
    assert faults() == []


def test_a_reply_before_the_closing_is_an_entry_of_its_own():
    taken(replace(CLOSED, replied_at=ANSWERED, reply="已派人", ending=""))
    assert told(Ticket.objects.get())[1:] == [
        ("ticket.replied", ANSWERED, {"reply": "已派人"}),
        ("ticket.closed_at_source", ENDED, {}),
    ]
    assert faults() == []


def test_a_reply_after_the_closing_does_not_open_it_again():
    taken(replace(CLOSED, replied_at=ENDED + timedelta(days=1), reply="补充"))
    ticket = Ticket.objects.get()
    assert [verb for verb, _, _ in told(ticket)][1:] == [
        "ticket.closed_at_source",
        "ticket.replied",
    ]
    assert ticket.state == "closed"
    assert faults() == []


def test_an_open_ticket_waits_here_with_a_promise_from_the_day_it_came_in():
    taken(OPEN, replace(OPEN, ref="8", replied_at=ANSWERED, reply="已转有关部门", note="旧结论"))
    first, second = Ticket.objects.order_by("pk")
    assert first.state == second.state == "received"
    assert first.due_at is not None
    assert CAME < first.due_at < first.promise_at < MONDAY
    assert first.promise_at == first.current_promise_at
    assert told(second)[0][2] == {"what": "路灯不亮", "note": "旧结论"}
    by = Actor(role=Role.DISPATCHER, staff_id=1)
    assert {one.pk for one in queries.desk(by, "incoming")} == {first.pk, second.pk}
    assert faults() == []


def test_a_deadline_is_the_promise_and_without_one_a_closing_breaks_none():
    taken(replace(OPEN, deadline=MONDAY), replace(CLOSED, ref="8", deadline=None))
    open_, closed = Ticket.objects.order_by("pk")
    assert open_.promise_at == MONDAY
    assert closed.promise_at == closed.ended_at


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_an_outcome_stands_there_only_where_the_source_asked(outcome):
    taken(replace(CLOSED, outcome=outcome))
    assert Ticket.objects.get().outcome == (outcome or "")
    assert faults() == []


def test_a_withdrawn_ticket_is_withdrawn():
    taken(replace(CLOSED, state=State.WITHDRAWN))
    assert told(Ticket.objects.get())[-1][0] == "ticket.withdrawn"
    assert faults() == []


def test_the_unit_the_place_and_the_category_of_the_source_are_kept():
    town.built()
    lamps = orgs.unit("lamps").pk
    known = replace(
        CLOSED,
        unit_id=lamps,
        category_id=town.category(),
        grid_id=town.grid(),
        division_code="990101001001",
        dispatched_at=CAME + timedelta(hours=1),
        where="芦花路 1 号",
        point="100.005,40.005",
        kind=Kind.COMPLAINT,
        privacy=Privacy.CONFIDENTIAL,
    )
    taken(known, replace(known, ref="8", state=State.RECEIVED, ended_at=None, ending=""))
    closed, open_ = Ticket.objects.order_by("pk")
    assert closed.lead_unit_id == open_.lead_unit_id == lamps
    assert [verb for verb, _, _ in told(closed)] == [
        "ticket.received",
        "ticket.dispatched",
        "ticket.closed_at_source",
    ]
    assert open_.state == "dispatched"
    assert [one.pk for one in queries.desk(town.actor("handler"), "ours")] == [open_.pk]
    assert told(open_)[0][2] == {
        "what": "路灯不亮",
        "where": "芦花路 1 号",
        "point": "100.005,40.005",
    }
    assert faults() == []


def test_an_imported_ticket_goes_on_like_any_other():
    town.built()
    taken(OPEN)
    ticket = Ticket.objects.get()
    actions.dispatch(
        ticket_id=ticket.pk,
        category_id=town.category(),
        kind=Kind.HELP,
        grid_id=town.grid(),
        lead_unit_id=None,
        words="",
        by=town.actor("dispatcher"),
        at=MONDAY,
        key="dispatched",
        seen=ticket.seq,
    )
    assert Ticket.objects.get().state == "dispatched"
    assert faults() == []


def test_a_repeat_adds_nothing_and_the_rest_of_a_chunk_comes_in():
    assert taken(CLOSED) == 1
    assert taken(CLOSED) == 0
    assert taken(CLOSED, replace(CLOSED, ref="8"), replace(OPEN, ref="9")) == 2
    assert actions.import_chunk(source="other", rows=[CLOSED], by=BY, at=MONDAY) == 1
    assert Ticket.objects.count() == 4
    assert faults() == []


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"ref": ""}, importing.BadReference),
        ({"ref": "王阿姨"}, importing.BadReference),
        ({"ref": "x" * 97}, importing.BadReference),
        ({"what": " \n"}, importing.NothingTold),
        ({"what": "\u200b\u3164\u2800"}, importing.NothingTold),
        ({"what": "长" * 10_001}, refusals.WordsTooLong),
        ({"ending": "长" * 10_001}, refusals.WordsTooLong),
        ({"ended_at": CAME - timedelta(seconds=1)}, importing.OutOfOrder),
        ({"replied_at": CAME - timedelta(days=1)}, importing.OutOfOrder),
        ({"ended_at": MONDAY + timedelta(seconds=1)}, importing.NotYet),
        ({"received_at": MONDAY + timedelta(days=1), "ended_at": None}, importing.NotYet),
    ],
)
def test_what_cannot_have_been_is_refused_and_nothing_of_the_chunk_is_written(wrong, refusal):
    with pytest.raises(refusal):
        taken(OPEN, replace(CLOSED, **{"ref": "8", **wrong}))
    assert not Ticket.objects.exists()


def test_a_text_of_10_000_characters_with_anything_in_it_is_kept_as_it_is():
    text = ("🚧 <b>=1+1</b> \u202e左" * 1000)[:10_000]
    taken(replace(OPEN, what=text))
    assert told(Ticket.objects.get())[0][2] == {"what": text}
    assert faults() == []


def test_only_the_import_imports_and_from_a_source_with_a_name():
    for by in (Actor.public("x"), Actor(role=Role.DISPATCHER, staff_id=1)):
        with pytest.raises(NotAllowed):
            actions.import_chunk(source="hall", rows=[OPEN], by=by, at=MONDAY)
    with pytest.raises(importing.BadSource):
        actions.import_chunk(source="Rathaus Süd", rows=[OPEN], by=BY, at=MONDAY)


HOURS = st.integers(0, 4000).map(lambda hours: CAME + timedelta(hours=hours))
TICKETS = st.builds(
    ImportedTicket,
    ref=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:@/+-]{0,20}", fullmatch=True),
    what=st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=50),
    received_at=st.just(CAME),
    reply=st.text("答复", max_size=3),
    replied_at=st.none() | HOURS,
    deadline=st.none() | HOURS,
    ended_at=HOURS,
    state=st.sampled_from([State.CLOSED, State.WITHDRAWN]),
    outcome=st.none() | st.sampled_from(Outcome),
    kind=st.sampled_from(Kind),
    privacy=st.sampled_from(Privacy),
).map(
    lambda one: (
        replace(one, ended_at=None, state=State.RECEIVED, outcome=None)
        if one.outcome is Outcome.PARTLY
        else one
    )
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TICKETS, max_size=6, unique_by=lambda one: one.ref))
def test_whatever_the_source_says_the_row_is_the_replay_of_its_entries(rows):
    rows = [row for row in rows if says_anything(row.what)]
    known = queries.imported("hall", [row.ref for row in rows])
    assert taken(*rows) == len(rows) - len(known)
    assert faults() == []
