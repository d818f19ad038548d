"""What returns, designations and whistles say against the catalogue; a person decides what it learns."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Pointing, Ticket
from lianxin.casework.tickets.rules.lessons import MANY, WITHIN, Case, Lesson, lessons
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY
from tests.registers.duties import town as small

HEWAN, BAISHI = "990101001", "990101100"


def case(number: int, *, place: str = f"{HEWAN}001", unit: str = "power", prefix: str = "") -> Case:
    return Case(
        ticket_id=number,
        category="noise",
        division_code=place,
        row="noise~",
        prefix=prefix,
        unit=unit,
        leads=True,
    )


def test_fewer_cases_than_the_threshold_say_nothing():
    assert lessons(case(number) for number in range(MANY - 1)) == []
    assert lessons([case(1)] * MANY) == []  # one ticket counts once


def test_enough_cases_of_one_place_speak_for_that_place():
    (one,) = lessons(case(number, place=f"{HEWAN}00{number}") for number in range(1, MANY + 1))
    assert (one.category, one.place, one.unit, one.row) == ("noise", HEWAN, "power", "noise~")
    assert list(one.ticket_ids) == [1, 2, 3]


def test_cases_of_several_subdistricts_speak_for_the_district_and_none_wider_than_the_row():
    places = (f"{HEWAN}001", f"{BAISHI}001", f"{HEWAN}002")
    (one,) = lessons(case(number, place=place) for number, place in enumerate(places))
    assert one.place == HEWAN[:6]
    (one,) = lessons(
        case(number, place=place, prefix="99") for number, place in enumerate(["", "", ""])
    )
    assert one.place == "99"
    narrow = (case(number, prefix=HEWAN) for number in range(MANY))
    assert [found.place for found in lessons(narrow)] == [HEWAN]


def test_cases_for_different_units_do_not_add_up():
    assert lessons([case(1), case(2), case(3, unit="city")]) == []


def signed(number: int) -> Ticket:
    return town.dispatched(town.received(key=f"lesson-{number:03d}"))


def returned(number: int, unit: str = "power") -> Ticket:
    ticket = did(signed(number), actions.ask_return, "lead", words="属供电公司")
    given: dict[str, Any] = {"category_id": None, "lead_unit_id": town.unit(unit), "words": "同意"}
    return did(ticket, actions.grant_return, "supervisor", **given)


def told(who: str = "supervisor", *, later: timedelta = timedelta()) -> list[Lesson]:
    return queries.lessons(town.actor(who), MONDAY + later)


@pytest.mark.django_db
def test_returns_that_were_granted_to_one_unit_become_a_lesson_with_their_cases():
    town.built()
    tickets = [returned(number) for number in range(MANY)]
    (one,) = told()
    assert (one.category, one.unit, one.leads) == ("lighting.lamp", "power", True)
    assert one.row == "lighting~"  # what answers there now
    assert one.place == HEWAN
    assert list(one.ticket_ids) == [ticket.pk for ticket in tickets]
    assert told("admin") == told()
    assert told(later=WITHIN + timedelta(days=1)) == []


@pytest.mark.django_db
def test_what_the_catalogue_has_learnt_is_no_lesson_any_more():
    town.built()
    for number in range(MANY):
        returned(number)
    learnt = small.CATALOGUE + f"lighting.lamp,{HEWAN}000,power,,general,,\n"
    small.published(learnt, key="town-catalogue-2")
    assert told() == []


@pytest.mark.django_db
def test_a_designation_of_who_leads_already_says_nothing_against_the_catalogue():
    town.built()
    for number in range(MANY):
        ticket = did(signed(number), actions.ask_return, "lead", words="不是我们的")
        did(ticket, actions.refuse_return, "supervisor", words="是你们的")
    assert Pointing.objects.count() == MANY
    assert told() == []


@pytest.mark.django_db
def test_a_designation_of_another_unit_than_the_catalogue_names_is_one():
    town.built()
    for number in range(MANY):
        given: dict[str, Any] = {
            "category_id": town.category(),
            "kind": rules.Kind.HELP,
            "grid_id": None,
            "lead_unit_id": town.unit("hewan"),
            "words": "在其辖区",
        }
        ticket = town.received(key=f"designated-{number}")
        ticket = did(ticket, actions.dispatch, "dispatcher", **given)
        ticket = did(ticket, actions.ask_return, "hewan-lead", words="不是我们的")
        did(ticket, actions.refuse_return, "supervisor", words="由你们办理")
    assert [(one.unit, one.leads) for one in told()] == [("hewan", True)]


@pytest.mark.django_db
def test_a_unit_that_is_whistled_for_again_and_again_should_assist():
    town.built()
    for number in range(MANY):
        ticket = town.handling(key=f"whistled-{number}")
        called = [town.unit("hewan"), town.unit("power")]  # the power company assists already
        did(ticket, actions.whistle, "lead", unit_ids=called, words="请到场")
    assert [(one.unit, one.leads) for one in told()] == [("hewan", False)]
