"""Automatic dispatch: off, until an administrator allows a category; taken back by one click, or by the requester."""

from functools import cache
from typing import Any

import pytest

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import queries as ticket_queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind
from lianxin.casework.tickets.rules.refusals import DispatchedByPerson
from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.classify import learning
from lianxin.followers.triage.models import Suggestion
from lianxin.followers.triage.rules import automatic
from lianxin.followers.triage.rules.automatic import Case
from lianxin.followers.triage.rules.refusals import ConfidenceOutOfRange, NotAllowedYet
from lianxin.foundation.ledger import verifying
from lianxin.foundation.refusal import NotAllowed
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.followers.triage.following import asked, follow
from tests.followers.triage.shelved import shelved, use
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
LAMP = "路灯不亮，晚上很黑"


@cache
def sure() -> learning.Learnt:
    """Return what is learnt from few and plain decisions: it is very sure of them."""
    said = {"lighting.lamp": LAMP, "noise": "工地半夜施工噪声太大"}
    rows = [(f"{number}号{text}", label) for label, text in said.items() for number in range(60)]
    return learning.learn(
        [text for text, _ in rows], [label for _, label in rows], progress=lambda steps: None
    )


@pytest.fixture(autouse=True)
def a_town():
    town.built()
    use(shelved(given=sure()))


def allowed(per_cent: int = 90, who: str = "admin") -> None:
    given = {"category_id": town.category(), "per_cent": per_cent}
    actions.allow_automatic(**given, by=actor(who), at=MONDAY, key=f"allow:{per_cent}:{who}")


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def faults() -> list[object]:
    return [*verifying.whole(now=MONDAY), *ticket_queries.faults()]


def test_nothing_is_dispatched_by_a_machine_unless_somebody_allowed_it():
    ticket = asked(LAMP)
    follow()
    assert Suggestion.objects.get(ticket=ticket).confidence > 0.9
    assert now(ticket).state == "received"


def test_where_it_is_allowed_it_goes_to_the_unit_of_the_catalogue_and_says_so():
    allowed()
    ticket = asked(LAMP)
    follow()
    ticket = now(ticket)
    assert (ticket.state, ticket.by_machine) == ("dispatched", True)
    assert ticket.lead_unit_id == town.unit("lamps")
    assert faults() == []


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("路灯不亮，晚上很黑", Kind.COMPLAINT),
        ("路灯不亮，我家煤气泄漏了快来人", Kind.HELP),
        ("噪声", Kind.HELP),
    ],
)
def test_a_complaint_a_possible_emergency_and_another_category_wait_for_a_person(what, kind):
    allowed()
    ticket = asked(what, kind=kind)
    follow()
    assert now(ticket).state == "received"


def test_what_somebody_accepted_first_stays_theirs():
    allowed()
    ticket = asked(LAMP)
    given: dict[str, Any] = {
        "category_id": town.category("noise"),
        "kind": Kind.HELP,
        "grid_id": None,
    }
    did(ticket, tickets.accept, "agent", **given)
    follow()
    assert (now(ticket).state, now(ticket).category_id) == ("received", town.category("noise"))


@pytest.mark.parametrize("who", ["dispatcher", "supervisor", "requester"])
def test_it_is_taken_back_and_a_person_decides(who):
    allowed()
    ticket = asked(LAMP)
    follow()
    ticket = did(ticket, tickets.take_back, who)
    assert (ticket.state, ticket.by_machine, ticket.lead_unit_id) == ("received", False, None)
    assert (ticket.category_id, ticket.accepted_at, ticket.dispatched_at) == (None, None, None)
    assert not ticket.assists.exists()
    follow()
    assert now(ticket).state == "received"  # and is not dispatched again
    assert faults() == []
    assert town.dispatched(ticket).state == "dispatched"


def test_what_a_person_dispatched_is_not_taken_back():
    ticket = town.dispatched(asked(LAMP))
    with pytest.raises(DispatchedByPerson):
        did(ticket, tickets.take_back, "dispatcher")


def test_it_is_stopped_and_nothing_more_is_dispatched():
    allowed()
    given: dict[str, Any] = {"category_id": town.category(), "by": actor("admin"), "at": MONDAY}
    actions.stop_automatic(**given, key="stop:once")
    assert queries.allowed() == []
    ticket = asked(LAMP)
    follow()
    assert now(ticket).state == "received"
    with pytest.raises(NotAllowedYet):
        actions.stop_automatic(**given, key="stop:twice")


def test_only_an_administrator_allows_it_and_only_where_it_is_very_sure():
    with pytest.raises(NotAllowed):
        allowed(who="supervisor")
    for per_cent in (0, 60, 100):
        with pytest.raises(ConfidenceOutOfRange):
            allowed(per_cent)
    assert queries.allowed() == []


def test_the_cold_start_never_dispatches():
    case = Case(
        confidence=0.99, learnt=False, doubtful=False, kind="help", placed=True, decided=False
    )
    assert not automatic.dispatches(case, 90)
