"""The way of a request: in order, with one place that is now, and no day that nobody promised."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State
from lianxin.casework.tickets.rules.words import ENDED, Proposal
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.web.resident import story, timeline, words
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from tests.interfaces.web.resident import town
from tests.interfaces.web.resident.test_progress import do
from tests.interfaces.web.resident.town import Desk

pytestmark = pytest.mark.django_db
STEP = re.compile(r'<li class="lx-path__step([^"]*)"[^>]*>(.*?)</li>', re.DOTALL)


@pytest.fixture
def desk(client: Client) -> Desk:
    """Report something, and return the staff's side of it."""
    town.report(client, phone="13800000000", where="路口")
    return town.latest()


def way(client: Client, desk: Desk) -> list[tuple[str, str]]:
    """Return the steps as they stand on the page: past, now or ahead, and the words."""
    page = client.get(f"/progress/{desk.number}/").content.decode()
    line = page[page.index('id="way"') :]
    found = STEP.findall(line[: line.index("</section>")])
    return [
        (kind.rpartition("--")[2].strip(), " ".join(re.sub(r"<[^>]+>", " ", words).split()))
        for kind, words in found
    ]


def ahead(client: Client, desk: Desk) -> list[str]:
    return [
        re.sub("^(Next|After that) ", "", said)
        for kind, said in way(client, desk)
        if kind == "ahead"
    ]


def test_every_state_and_every_proposal_has_its_line():
    assert timeline.NEXT.keys() == set(State)
    assert timeline.ASKED.keys() == set(Proposal)
    assert {state for state, steps in timeline.NEXT.items() if not steps} == {
        *ENDED,
        State.ARCHIVED,
    }
    assert set(timeline.ASKED.values()) <= words.TITLES.keys()


def test_the_past_comes_first_then_now_then_what_comes_next(client: Client, desk: Desk):
    desk.dispatched()
    steps = way(client, desk)
    kinds = [kind for kind, _words in steps]
    assert kinds == ["past"] * 3 + ["now"] + ["ahead"] * 4
    assert "You told us" in steps[0][1]
    assert "They confirmed that they have it" in steps[2][1]
    assert steps[3][1].startswith("Now 城市管理局 has it")
    assert steps[4][1].startswith("Next They get in touch with you")
    assert steps[-1][1] == "After that You tell us whether it is solved"


def test_the_answer_stands_there_with_the_promised_day(client: Client, desk: Desk):
    answer = f"You get our answer {story.by_when(desk.ticket.promise_at)}"
    assert answer in ahead(client, desk)
    desk.dispatched()
    desk.asked()
    desk.take("ask_extension", Role.UNIT_LEAD, days=3, words="要等零件")
    assert way(client, desk)[-3][1].endswith("They asked for more time; we check")
    desk.take("grant_extension", Role.SUPERVISOR)
    assert answer not in ahead(client, desk)
    moved = story.by_when(desk.ticket.current_promise_at)
    assert f"You get our answer {moved}" in ahead(client, desk)


def test_what_has_to_wait_names_the_day_of_the_next_look_and_no_day_of_an_answer(
    client: Client, desk: Desk
):
    desk.dispatched()
    desk.asked()
    desk.held()
    look, _go_on, answer, _say = ahead(client, desk)
    day = govuk_day(timezone.localdate(desk.at) + timedelta(days=7))
    assert look == f"We look at it again on {day} at the latest"
    assert answer.startswith("You get our answer The day that we promised moves")


def test_a_question_stands_first_with_the_day_until_which_it_waits(client: Client, desk: Desk):
    desk.dispatched()
    desk.take("ask_resident", Role.HANDLER, words="是哪一盏灯？")
    assert desk.ticket.due_at
    assert ahead(client, desk)[0] == f"You answer the question {story.by_when(desk.ticket.due_at)}"


def test_what_is_late_says_so_and_what_is_done_once_more_names_no_old_day(
    client: Client, desk: Desk
):
    desk.answered()
    assert [one.split(".")[0] for one in ahead(client, desk)] == [
        "You tell us whether it is solved",
        "If it is solved, we close it",
    ]
    do(client, desk, "answer", outcome="not_solved", words="还是不亮")
    yesterday = timezone.now() - timedelta(days=1)
    with ledger.writing():  # the browser's session would be over before the day is
        Ticket.objects.filter(pk=desk.ticket.pk).update(current_promise_at=yesterday)
    assert "You get our answer" in ahead(client, desk)
    with ledger.writing():
        Ticket.objects.filter(pk=desk.ticket.pk).update(rework_count=0)
    assert any("we are late" in one for one in ahead(client, desk))


def test_asked_to_hurry_the_day_of_the_answer_is_named(client: Client, desk: Desk):
    do(client, desk, "hurry", words="孩子怕黑")
    hurry_by = Ticket.objects.get().hurry_by
    assert hurry_by
    assert f"They tell you how far it is {story.by_when(hurry_by)}" in ahead(client, desk)


def test_after_the_end_nothing_comes_but_the_review_that_was_asked_for(client: Client, desk: Desk):
    desk.answered()
    do(client, desk, "answer", outcome="partly", words="", rating="")
    assert ahead(client, desk) == []
    assert way(client, desk)[-1][0] == "now"
    do(client, desk, "object", words="只修好一盏")
    assert ahead(client, desk) == ["Somebody who had no part in it reviews your objection"]


def test_a_long_way_is_folded_in_the_middle_and_loses_nothing(client: Client, desk: Desk):
    for number in range(9):
        do(client, desk, "add", words=f"补充 {number}")
    page = client.get(f"/progress/{desk.number}/").content.decode()
    assert "5 things in between" in " ".join(page.split())
    assert [page.index(f"补充 {number}") for number in range(9)] == sorted(
        page.index(f"补充 {number}") for number in range(9)
    )
    folded = page[page.index("<details", page.index('id="way"')) : page.rindex("</details>")]
    assert "补充 4" in folded
    assert "补充 5" not in folded
