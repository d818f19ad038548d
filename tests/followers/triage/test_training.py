"""What is learnt from: what people decided and what stood; no contact data, nothing that was erased."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage.queries import training
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry, Passage
from lianxin.registers.duties import queries as duties
from lianxin.registers.residents.rules.consents import Consent
from tests.casework.tickets import town
from tests.followers.triage.decided import decided
from tests.followers.triage.decisions import HEADER, decisions
from tests.make import MONDAY
from tests.registers.duties.town import categories

pytestmark = pytest.mark.django_db
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
LATER = MONDAY + timedelta(days=400)


def told(every: int = 1) -> list[tuple[str, str]]:
    found = queries.decided(since=ALWAYS, until=LATER, every=every, advance=lambda count: None)
    codes = {leaf.pk: leaf.code for leaf in duties.leaves()}
    return [(one.told, codes[one.category_id]) for one in found]


def answered(what: str, *, code: str = "lighting.lamp", by: str = "agent", **given: Any) -> Ticket:
    """Take a request in, and let somebody answer it at once under a category."""
    key = f"answered-{Ticket.objects.count()}"
    request = Request(what=what, where="芦花路口", grid_id=town.grid(), **given)
    ticket = town.of(
        actions.receive(
            request=request, contact=town.PHONE, by=Actor.public("tests"), at=MONDAY, key=key
        )
    )
    return town.did(ticket, actions.answer, by, category_id=town.category(code), words="已告知")


def test_what_staff_chose_and_what_stood_is_read():
    town.built()
    answered("路灯坏了三天了")
    ticket = town.dispatched(town.received())  # still open
    assert ticket.category_id
    assert told() == [("路灯坏了三天了", "lighting.lamp")]


def test_the_last_choice_counts_and_not_the_requesters():
    town.built()
    answered("小区里的灯坏了", code="lighting.yard", category_id=town.category("noise"))
    assert told() == [("小区里的灯坏了", "lighting.yard")]


def test_what_no_person_chose_is_not_read():
    town.built()
    ticket = answered("路灯坏了三天了")
    with ledger.writing():
        Entry.objects.filter(about_id=ticket.pk, verb="ticket.answered").update(role="system")
    assert told() == []


def test_numbers_of_persons_are_blanked_and_no_contact_is_read():
    town.built()
    answered("路灯坏了，请打13900001234，身份证110101199003071234，车牌京A12345")
    ((text, _),) = told()
    assert not any(number in text for number in ("1390000", "110101", "A12345"))
    assert "路灯坏了" in text
    assert "王阿姨" not in text


def test_what_was_erased_is_gone_and_what_rests_on_a_consent_for_the_ticket_is_left_alone():
    town.built()
    ticket = answered("路灯坏了三天了")
    answered("我妈刚做完手术，楼下太黑", consents=frozenset({Consent.HEALTH}))
    assert [text for text, _ in told()] == ["路灯坏了三天了"]
    with ledger.writing():
        Passage.objects.filter(entry__about_id=ticket.pk).update(text=None, salt=None)
    assert told() == []


def test_a_correction_replaces_what_was_told_first():
    town.built()
    ticket = answered("路灯坏了三天了")
    town.did(
        ticket, actions.correct, "requester", what="路口的红绿灯坏了", where="芦花路口", forget=True
    )
    assert [text for text, _ in told()] == ["路口的红绿灯坏了"]


def test_chunks_lose_and_double_nothing(monkeypatch):
    decisions()
    whole = told()
    assert len(whole) == len(decided())
    for size in (1, 7, 1000):
        monkeypatch.setattr("lianxin.casework.tickets.queries.decisions.AT_ONCE", size)
        assert told() == whole
        assert told(every=5) == whole[::5]


def test_the_newest_weeks_are_held_apart():
    decisions()
    weeks = queries.decided_weeks(since=ALWAYS, until=LATER)
    assert sum(weeks.values()) == len(decided())
    passed: list[int] = []
    found = training.gathered(weeks, since=ALWAYS, until=LATER, advance=passed.append)
    assert sum(passed) == len(decided())
    assert len(found.known.texts) + len(found.held.texts) == len(decided())
    assert 0 < len(found.held.texts) <= len(decided()) / 4
    assert not set(found.held.texts) & set(found.known.texts)


def test_a_range_of_days_bounds_what_is_read():
    decisions()
    since = MONDAY - timedelta(weeks=3)
    weeks = queries.decided_weeks(since=since, until=MONDAY)
    assert len(weeks) == 3


def test_categories_that_are_not_in_force_any_more_are_left_out():
    decisions()
    categories(HEADER + "work,劳动,,,,yes\ntraffic,交通,,,,yes\n", key="two-categories")
    weeks = queries.decided_weeks(since=ALWAYS, until=LATER)
    found = training.gathered(weeks, since=ALWAYS, until=LATER, advance=lambda count: None)
    assert {*found.known.labels, *found.held.labels} == {"work", "traffic"}
