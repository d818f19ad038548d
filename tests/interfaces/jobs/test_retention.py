"""The run of retention from the worker and from the console: dry, whole, once a day."""

import io
from datetime import timedelta

import pytest
from axes.models import AccessLog
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State
from lianxin.followers.notifications.models import Message
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.interfaces.jobs import background, retention, tending
from lianxin.interfaces.web.resident import draft
from lianxin.registers.residents import queries
from lianxin.registers.residents.models import Contact, Retention
from lianxin.registers.residents.rules.mandates import Act
from lianxin.registers.residents.rules.retention import TABLE, Data, Rule
from tests.casework.tickets import mandated, town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=4 * 365)


@pytest.fixture
def ended(monkeypatch, tmp_path) -> Ticket:
    """A request that ended four years ago, with its contact and a message; and leave to report for somebody."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    town.built()
    ticket = did(town.received(), actions.withdraw, "requester", words="不用了")
    mandated.given(Actor.public("giver"), acts=frozenset({Act.REPORT}))
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    background.once()
    AccessLog.objects.create(username="agent", attempt_time=MONDAY)
    AccessLog.objects.update(attempt_time=MONDAY)
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return ticket


def said(*words: str) -> str:
    out = io.StringIO()
    call_command("retention", *words, stdout=out)
    return out.getvalue()


def state(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).state


def test_a_dry_run_counts_every_class_and_erases_nothing(ended):
    before = Entry.objects.count()
    told = said("--dry-run")
    for data in Data:
        assert f"\n{data}" in told
    assert "nothing was erased" in told
    assert (Entry.objects.count(), Retention.objects.count()) == (before, 0)
    assert state(ended) == State.WITHDRAWN


def test_the_command_erases_what_is_due_and_says_how_much(ended):
    assert Message.objects.count() == 2
    told = said()
    assert told == "contact: 1\nrequest: 1\nmandate: 1\nmessage: 2\nsign_in: 1\nsound: 0\n"
    assert state(ended) == State.ARCHIVED
    assert not Contact.objects.exists()
    assert not Message.objects.exists()
    assert not AccessLog.objects.exists()
    assert said() == "There is nothing to erase.\n"


def test_the_worker_runs_once_a_day_by_itself(ended):
    retaining = retention.Retaining()
    while retaining(LATER):
        pass
    assert state(ended) == State.ARCHIVED
    run = queries.newest_run()
    assert run is not None
    assert run.ended_at == LATER
    assert [(part.due, part.done) for part in run.parts] == [
        *[(1, 1), (1, 1), (1, 1), (2, 2), (1, 1)],
        (0, 0),  # nobody spoke
    ]
    told = Entry.objects.filter(about="retention").order_by("pk")
    verbs = list(told.values_list("verb", flat=True))
    assert verbs == ["retention.begun", "retention.ended"]
    assert retention.Retaining()(LATER + timedelta(hours=1)) == 0
    assert retaining(LATER + timedelta(days=1)) == 0  # looked: there is nothing
    assert Retention.objects.count() == 1


def test_a_worker_that_starts_anew_goes_on_with_the_run_of_the_one_before(ended):
    first = retention.Retaining()
    for _ in range(2):
        first(LATER)
    second = retention.Retaining()
    tomorrow = LATER + timedelta(days=1)
    while second(tomorrow):
        pass
    assert state(ended) == State.ARCHIVED
    assert Entry.objects.filter(verb="ticket.archived").count() == 1
    assert Retention.objects.get().ended_at == tomorrow


def test_nothing_runs_before_limits_are_in_force():
    assert retention.due(MONDAY) == {}
    assert retention.Retaining()(MONDAY) == 0


def test_what_is_not_erased_by_a_run_ends_when_the_table_says():
    fixed: dict[Data, Rule] = {rule.data: rule for rule in TABLE}
    hours = {data: getattr(fixed[data].kept, "amount", 0) for data in fixed}
    assert hours[Data.SESSION] * 3600 == settings.SESSION_COOKIE_AGE
    assert hours[Data.DRAFT] * 3600 == settings.SESSION_COOKIE_AGE
    assert timedelta(hours=hours[Data.UNSENT_FILE]) == tending.UNSENT
    assert draft.PARKED_FOR < tending.UNSENT
