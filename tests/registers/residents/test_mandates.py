"""Mandates: given by whoever is helped, found by a code alone, slowed where codes are guessed, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.pace.rules import NotYourTurn
from lianxin.foundation.refusal import NotAllowed, NotFound, Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.residents import actions, queries
from lianxin.registers.residents.models import Mandate
from lianxin.registers.residents.rules import mandates as rules
from lianxin.registers.residents.rules.mandates import Act, Helper
from lianxin.registers.residents.rules.retention import Data
from tests.make import MONDAY

NEIGHBOUR = Actor.public("neighbour")
GIVER = Actor.public("giver")
HOUR = timedelta(hours=1)


def given(by: Actor = GIVER, **more: Any) -> Mandate:
    said: dict[str, Any] = {
        "helper": Helper.NEIGHBOUR,
        "acts": frozenset({Act.REPORT, Act.FOLLOW}),
        "last_on": day_of(MONDAY + timedelta(days=7)),
        "at": MONDAY,
        "key": "a-mandate",
        **more,
    }
    return Mandate.objects.get(pk=actions.give_mandate(by=by, **said).about_id)


def own(mandate: Mandate) -> Actor:
    return Actor.giver(mandate_id=mandate.pk, session="giver")


def opened(
    code: str, *, address: str = "192.0.2.1", at: Any = MONDAY, key: str = "opening1"
) -> Any:
    return actions.open_mandate(code=code, address=address, by=NEIGHBOUR, at=at, key=key)


@forall(
    until=st.timedeltas(max_value=timedelta(days=800), min_value=timedelta(days=-5)),
    revoked=st.booleans(),
    acts=st.frozensets(st.sampled_from(Act)),
    act=st.sampled_from(Act),
    covers=st.booleans(),
)
def test_only_what_a_standing_mandate_names_is_ever_done(until, revoked, acts, act, covers):
    mandate = rules.Mandated(
        acts=acts, until=MONDAY + until, revoked_at=MONDAY if revoked else None, covers=covers
    )
    try:
        rules.acting(mandate, act, MONDAY)
        done = True
    except Refusal:
        done = False
    assert done == (until > timedelta(0) and not revoked and act in acts and covers)


@pytest.mark.django_db
def test_a_mandate_holds_no_name_and_neither_code():
    mandate = given()
    slip = queries.slip(own(mandate), mandate.pk)
    row = {name: str(said) for name, said in vars(mandate).items()}
    for code in (slip.helping, slip.own):
        assert code.replace("-", "") not in " ".join(row.values())
    facts = Entry.objects.get(about="mandate").facts
    assert facts["acts"] == "follow+report"
    assert set(facts) == {"ticket_id", "helper", "acts", "until"}
    while ledger.seal():
        pass
    assert list(verifying.whole(now=MONDAY)) == []


@pytest.mark.django_db
def test_the_two_codes_open_it_for_whoever_helps_and_for_whoever_gave_it():
    mandate = given()
    slip = queries.slip(own(mandate), mandate.pk)
    sloppy = slip.helping.lower().replace("0", "o").replace("-", " ")
    assert opened(sloppy) == (mandate.pk, False)
    assert opened(slip.own, key="opening2") == (mandate.pk, True)
    verbs = [chapter.verb for chapter in queries.uses(own(mandate), mandate.pk)]
    assert verbs == [rules.GIVEN, rules.OPENED]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "no"),
    [
        ({"acts": frozenset()}, rules.NothingMandated),
        ({"acts": frozenset({Act.FOLLOW})}, rules.NothingMandated),
        ({"last_on": day_of(MONDAY - timedelta(days=1))}, rules.MandateDay),
        ({"last_on": day_of(MONDAY + timedelta(days=800))}, rules.MandateDay),
        ({"by": Actor(role=Role.AGENT, staff_id=1, unit_id=1)}, NotAllowed),
        ({"by": Actor.helper(mandate_id=1, session="x")}, NotAllowed),
        (
            {
                "by": Actor.requester(ticket_id=1, session="x"),
                "acts": frozenset({Act.REPORT}),
            },
            rules.NothingMandated,
        ),
    ],
)
def test_what_cannot_be_mandated_is_refused(more: dict[str, Any], no: type):
    with pytest.raises(no):
        given(**more)
    assert not Mandate.objects.exists()


@pytest.mark.django_db
def test_it_ends_with_its_day_or_when_it_is_taken_back_and_then_opens_no_more():
    mandate = given()
    slip = queries.slip(own(mandate), mandate.pk)
    with pytest.raises(rules.MandateOver):
        opened(slip.helping, at=MONDAY + timedelta(days=8))
    actions.revoke_mandate(mandate_id=mandate.pk, by=own(mandate), at=MONDAY, key="taken-back")
    with pytest.raises(rules.MandateRevoked):
        opened(slip.helping)
    assert opened(slip.own, key="opening2") == (mandate.pk, True)  # still to be looked at
    with pytest.raises(rules.MandateRevoked):
        actions.revoke_mandate(mandate_id=mandate.pk, by=own(mandate), at=MONDAY, key="once-more")


@pytest.mark.django_db
def test_nobody_but_whoever_gave_it_takes_it_back_or_reads_its_codes():
    mandate = given()
    other = Actor.giver(mandate_id=mandate.pk + 1, session="giver")
    helper = Actor.helper(mandate_id=mandate.pk, session="neighbour")
    stranger = Actor.requester(ticket_id=7, session="stranger")
    for by, no in ((other, NotFound), (stranger, NotFound), (helper, NotAllowed)):
        with pytest.raises(no):
            actions.revoke_mandate(mandate_id=mandate.pk, by=by, at=MONDAY, key="taken-back")
        with pytest.raises(NotFound):
            queries.slip(by, mandate.pk)
    assert Mandate.objects.get().revoked_at is None


@pytest.mark.django_db
def test_codes_are_guessed_slowly_and_only_where_the_guesses_come_from():
    slip = queries.slip(own(mandate := given()), mandate.pk)
    for _ in range(10):
        with pytest.raises(rules.NotAMandate):
            opened("ZZZZZ-ZZZZZ")
    with pytest.raises(NotYourTurn):
        opened(slip.helping)
    assert opened(slip.helping, address="198.51.100.2") == (mandate.pk, False)
    later = MONDAY + timedelta(minutes=5)
    assert opened(slip.helping, at=later, key="opening3") == (mandate.pk, False)


@pytest.mark.django_db
def test_a_code_that_was_erased_with_its_ticket_opens_nothing():
    by = Actor.requester(ticket_id=7, session="giver")
    mandate = given(by, acts=frozenset({Act.FOLLOW}))
    slip = queries.slip(by, mandate.pk)
    with ledger.writing():
        actions.forget_mandates(ticket_ids=[7])
    for code in (slip.helping, slip.own):
        with pytest.raises(rules.NotAMandate):
            opened(code)
    assert queries.slips_of(7) == []
    with pytest.raises(NotFound):
        queries.slip(by, mandate.pk)


@pytest.mark.django_db
def test_a_mandate_for_no_ticket_is_forgotten_some_time_after_its_end_and_not_before():
    over, revoked = given(key="a-mandate-1"), given(key="a-mandate-2")
    standing = given(key="a-mandate-3", last_on=day_of(MONDAY + timedelta(days=300)))
    for_one = given(Actor.requester(ticket_id=7, session="giver"), acts=frozenset({Act.FOLLOW}))
    actions.revoke_mandate(mandate_id=revoked.pk, by=own(revoked), at=MONDAY, key="taken-back")
    slip = queries.slip(own(over), over.pk)

    def run(before: Any, number: int) -> int:
        due = {Data.MANDATE: queries.lapsed(before).count()}
        given_: dict[str, Any] = {"by": Actor.system("retention"), "at": MONDAY}
        begun = actions.begin_retention(due=due, key=f"the-run-{number}", **given_)
        run_id = begun.about_id
        while not queries.run(run_id).parts[0].finished:
            actions.forget_lapsed(run_id=run_id, before=before, limit=1)
        ended = actions.end_retention(run_id=run_id, key=f"the-end-{number}", **given_)
        done: int = ended.facts["mandate"]
        return done

    assert run(MONDAY, 1) == 0
    assert run(MONDAY + HOUR, 2) == 1  # the one that was taken back
    assert opened(slip.own) == (over.pk, True)
    assert run(MONDAY + timedelta(days=9), 3) == 1
    for code in (slip.own, slip.helping):
        with pytest.raises(rules.NotAMandate):
            opened(code)
    with_codes = Mandate.objects.exclude(salt="").exclude(helping=None).exclude(own=None)
    assert set(with_codes.values_list("pk", flat=True)) == {standing.pk, for_one.pk}
    assert queries.helpers([over.pk]) == {over.pk: Helper.NEIGHBOUR}  # tickets still tell the role
    assert not list(verifying.whole(now=MONDAY))
