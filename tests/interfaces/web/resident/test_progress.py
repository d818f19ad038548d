"""Following: the code opens it, every state is told in words, and only what is possible is offered."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from lianxin.casework.matters.actions import About, Plan
from lianxin.casework.matters.rules import PlaceKind
from lianxin.casework.tickets import actions
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Decline, Outcome, State, Way
from lianxin.casework.tickets.rules.words import OPEN
from lianxin.followers.notifications.letters import DECLINES
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.rules import verbs
from lianxin.interfaces.web.resident import words
from lianxin.registers.duties.models import Category
from lianxin.registers.orgs.models import Grid, Unit
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents.rules import Confidentiality, Reason
from tests.interfaces.web.resident import town
from tests.interfaces.web.resident.town import Desk

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def desk(client: Client) -> Desk:
    """Report something, and return the staff's side of it."""
    town.report(client, phone="13800000000", where="路口")
    return town.latest()


def page(client: Client, desk: Desk, rest: str = "") -> str:
    return text(client.get(f"/progress/{desk.number}/{rest}"))


def do(client: Client, desk: Desk, name: str, **typed: object) -> Any:
    """Fill in the form of a deed and send it."""
    form = client.get(f"/progress/{desk.number}/{name}/")
    return client.post(
        f"/progress/{desk.number}/{name}/",
        {"key": town.key(form), "seen": town.seen(form)} | typed,
    )


def offered(client: Client, desk: Desk) -> set[str]:
    """Return the deeds that the progress page offers, as links or as forms."""
    return set(re.findall(rf"/progress/{desk.number}/(\w+)/", page(client, desk))) & {
        "add",
        "answer",
        "hurry",
        "rate",
        "object",
        "withdraw",
    }


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: f" {code[:4]} {code[4:8]} {code[8:]} ",
        lambda code: f"{code[:4]}-{code[4:8]}-{code[8:]}".lower(),
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_number_and_code_open_it_however_they_are_typed(
    stranger: Client, client: Client, typed: Any
):
    town.report(client)
    desk = town.latest()
    number = f" {desk.number[:5]} {desk.number[5:]} "
    opened = stranger.post("/progress/", {"number": number, "code": typed(desk.code)})
    assert opened.status_code == 303
    assert opened["Location"] == f"/progress/{desk.number}/"
    assert "We have received your request" in text(stranger.get(opened["Location"]))


def test_a_wrong_code_gets_the_same_answer_whether_the_number_exists_or_not(
    stranger: Client, client: Client
):
    town.report(client)
    wrong = {"number": town.latest().number, "code": "0000-0000-0000"}
    answers = []
    for number in (wrong["number"], "0000000999", "1", "9" * 60, "x"):
        answer = stranger.post("/progress/", wrong | {"number": number})
        assert answer.status_code == 422
        answers.append(re.sub(r'value="[^"]*"', "", text(answer)))
    assert len(set(answers)) == 1
    assert "do not belong together" in answers[0]


@pytest.mark.parametrize(
    "typed",
    [{"number": "", "code": ""}, {"number": "1\x00", "code": "a\x00"}, {"number": "1" * 101}],
)
def test_what_can_be_no_number_or_code_is_refused_kindly(stranger: Client, typed: dict[str, str]):
    assert stranger.post("/progress/", typed).status_code == 422


def test_nobody_who_mistypes_the_code_has_to_wait(client: Client, stranger: Client):
    town.report(client)
    right = {"number": town.latest().number, "code": town.latest().code}
    for _ in range(30):
        assert stranger.post("/progress/", right | {"code": "0" * 12}).status_code == 422
    assert stranger.post("/progress/", right).status_code == 303


def test_without_the_code_there_is_only_the_question_for_it(stranger: Client, desk: Desk):
    for rest in ("", "receipt/", "receipt.json", "looked/", "add/", "withdraw/"):
        answer = stranger.get(f"/progress/{desk.number}/{rest}")
        assert answer.status_code == 403
        assert town.TOLD not in text(answer)
        assert f'value="{desk.number}"' in text(answer)
    assert stranger.post(f"/progress/{desk.number}/withdraw/", {}).status_code == 403
    assert stranger.get("/progress/0000000999/").status_code == 403
    assert stranger.get("/progress/nonsense/").status_code == 403


def test_a_browser_that_opened_one_request_sees_no_other(client: Client, stranger: Client):
    town.report(client)
    mine = town.latest()
    town.report(stranger)
    theirs = town.latest()
    assert client.get(f"/progress/{mine.number}/").status_code == 200
    assert client.get(f"/progress/{theirs.number}/").status_code == 403


def test_closing_leaves_nothing_open_on_this_device(client: Client, desk: Desk):
    assert desk.number in text(client.get("/progress/"))
    client.post("/progress/close/")
    assert client.get(f"/progress/{desk.number}/").status_code == 403
    assert desk.number not in text(client.get("/progress/"))


def test_pages_of_one_person_are_kept_nowhere(client: Client, desk: Desk):
    for path in (f"/progress/{desk.number}/", "/report/contact/", "/progress/"):
        assert client.get(path)["Cache-Control"] == "private, no-store"


def test_the_whole_way_is_told_in_plain_words(client: Client, desk: Desk):
    desk.dispatched()
    assert "城市管理局 has it" in page(client, desk)
    desk.asked("是哪一盏灯？")
    assert "A question for you" in page(client, desk)
    assert "是哪一盏灯？" in page(client, desk)
    answered = do(client, desk, "add", words="轮胎店门口那一盏")
    assert answered.status_code == 303
    assert "A question for you" not in page(client, desk)
    assert "轮胎店门口那一盏" in page(client, desk)
    desk.ticket.refresh_from_db()
    desk.take("reply", Role.HANDLER, words="灯已经修好。")
    assert "灯已经修好" not in page(client, desk)  # not before the hotline has read it
    desk.take("pass_audit", Role.SUPERVISOR)
    assert "Is it solved?" in page(client, desk)
    assert "灯已经修好" in page(client, desk)
    closed = do(client, desk, "answer", outcome="resolved", rating="5", words="谢谢")
    assert closed.status_code == 303
    end = page(client, desk)
    assert "The result: solved." in end
    assert "You told us the result: solved" in end
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.outcome, ticket.rating) == ("closed", "resolved", 5)


def test_not_solved_goes_back_to_the_unit_and_says_why(client: Client, desk: Desk):
    desk.answered()
    silent = do(client, desk, "answer", outcome="not_solved", words=" ")
    assert silent.status_code == 422
    assert "Please write what is to be said" in text(silent)
    assert do(client, desk, "answer", outcome="not_solved", words="还是不亮").status_code == 303
    assert Ticket.objects.get().state == "rework"
    told = page(client, desk)
    assert "You said that it is not solved" in told
    assert "还是不亮" in told


def test_what_hotline_and_units_say_to_each_other_stays_with_them(client: Client, desk: Desk):
    desk.dispatched()
    assert "归他们管" not in page(client, desk)
    assert "We handed it to 城市管理局" in page(client, desk)


def test_only_what_is_possible_is_offered(client: Client, desk: Desk):
    assert offered(client, desk) == {"add", "hurry", "withdraw"}
    desk.answered()
    assert offered(client, desk) == {"add", "answer", "withdraw"}
    do(client, desk, "answer", outcome="partly", words="", rating="")
    assert offered(client, desk) == {"rate", "object"}
    do(client, desk, "rate", rating="2", words="慢")
    assert offered(client, desk) == {"object"}
    do(client, desk, "object", words="只修好一盏")
    assert offered(client, desk) == set()
    ticket = Ticket.objects.get()
    assert (ticket.rating, ticket.pending) == (2, "objection")


def test_a_withdrawn_request_offers_nothing_more(client: Client, desk: Desk):
    assert "cannot be undone" in page(client, desk, "withdraw/")
    do(client, desk, "withdraw", words="")
    assert offered(client, desk) == set()
    assert "You have withdrawn it" in page(client, desk)
    answer = client.get(f"/progress/{desk.number}/add/", follow=True)
    assert "can no longer be done" in text(answer)


def test_after_its_time_nobody_is_invited_to_object(client: Client, desk: Desk):
    desk.at = timezone.now() - timedelta(days=60)
    desk.take("answer", Role.AGENT, words="答复", category_id=None)
    assert offered(client, desk) == {"rate"}


def test_why_it_was_not_accepted_and_where_to_turn_can_be_read(client: Client, desk: Desk):
    desk.take("propose_decline", Role.AGENT, reason=Decline.MARKET, words="请找消费者协会")
    assert "请找消费者协会" not in page(client, desk)
    desk.take("grant_decline", Role.SUPERVISOR)
    told = page(client, desk)
    assert "We cannot take this on" in told
    assert "between you and a business" in told
    assert "请找消费者协会" in told
    assert offered(client, desk) == {"rate", "object"}


def test_a_promise_that_moved_shows_both_days_and_the_reason(client: Client, desk: Desk):
    desk.dispatched()
    desk.asked()
    desk.take("ask_extension", Role.UNIT_LEAD, days=3, words="要等零件")
    desk.take("grant_extension", Role.SUPERVISOR)
    told = page(client, desk)
    assert "The date has changed" in told
    assert "要等零件" in told


def test_a_promise_that_was_not_kept_is_said_to_be_late(client: Client, desk: Desk):
    desk.dispatched()
    assert "we are late" not in page(client, desk)
    yesterday = timezone.now() - timedelta(days=1)
    with ledger.writing():  # the browser's session would be over as well before the day is
        Ticket.objects.filter(pk=desk.ticket.pk).update(current_promise_at=yesterday)
    told = page(client, desk)
    assert "We promised you an answer" in told
    assert "That day is over: we are late." in told
    with ledger.writing():
        Ticket.objects.filter(pk=desk.ticket.pk).update(rework_count=1)
    assert "we are late" not in page(client, desk)  # it was answered, and is done again


def test_a_hold_says_why_until_when_and_that_the_clock_stands_still(client: Client, desk: Desk):
    desk.dispatched()
    desk.asked()
    desk.held()
    told = page(client, desk)
    for said in (
        "It has to wait for now",
        "Season or weather do not allow it now.",
        "要等开春",
        "三月施工",
        "We look at it again on",
        "We promised you an answer",
        "The clock has stood still since",
    ):
        assert said in told, said
    desk.at = timezone.now() + timedelta(days=3)
    desk.take("release_hold", Role.SUPERVISOR, words="提前开工")
    told = page(client, desk)
    assert "The date has changed" in told
    assert "It goes on; the new date: by" in told
    assert "提前开工" in told
    assert "stood still since" not in told


def test_a_question_that_stops_the_clock_is_answered_where_it_stands(client: Client, desk: Desk):
    desk.dispatched()
    desk.take("ask_resident", Role.HANDLER, words="是哪一盏灯？")
    told = page(client, desk)
    for said in (
        "A question for you",
        "是哪一盏灯？",
        "Please answer <strong>by",
        "The clock has stood still since",
    ):
        assert said in told, said
    answered = do(client, desk, "add", words="轮胎店门口那一盏")
    assert answered.status_code == 303
    told = page(client, desk)
    assert "A question for you" not in told
    assert "You answered; the new date" in told
    assert "轮胎店门口那一盏" in told
    assert Ticket.objects.get().state == "handling"


def test_an_answer_that_comes_too_late_is_added_and_nothing_typed_is_lost(
    client: Client, desk: Desk
):
    desk.dispatched()
    desk.take("ask_resident", Role.HANDLER, words="是哪一盏灯？")
    form = client.get(f"/progress/{desk.number}/add/")
    actions.due(at=timezone.now() + timedelta(days=60))
    typed = {"key": town.key(form), "seen": town.seen(form), "words": "东边那一盏"}
    assert client.post(f"/progress/{desk.number}/add/", typed).status_code == 303
    assert "东边那一盏" in page(client, desk)
    assert "No answer came. It goes on" in page(client, desk)


def test_what_was_terminated_says_why_and_can_be_objected_to(client: Client, desk: Desk):
    desk.dispatched()
    desk.take("ask_resident", Role.HANDLER, words="能进门看看吗？")
    desk.take("resident_answers", Role.HANDLER, words="不让进")
    desk.take("ask_termination", Role.UNIT_LEAD, words="两次上门都不让进")
    assert "两次上门都不让进" not in page(client, desk)  # between staff
    desk.take("terminate", Role.SUPERVISOR, words="不能入户核实，暂无法处理；可找物业协助。")
    told = page(client, desk)
    assert "可找物业协助" in told
    assert "not solved for now, but explained" in told
    assert offered(client, desk) == {"rate", "object"}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("add", {"words": "补充"}),
        ("withdraw", {"words": ""}),
    ],
)
def test_a_deed_sent_twice_is_done_once(
    client: Client, desk: Desk, name: str, typed: dict[str, str]
):
    form = client.get(f"/progress/{desk.number}/{name}/")
    sent = {"key": town.key(form), "seen": town.seen(form)} | typed
    answers = [client.post(f"/progress/{desk.number}/{name}/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Ticket.objects.get().seq == 2


def test_an_old_page_changes_nothing_keeps_what_was_typed_and_can_be_sent_again(
    client: Client, desk: Desk
):
    desk.answered()
    form = client.get(f"/progress/{desk.number}/answer/")
    sent = {"key": town.key(form), "seen": town.seen(form), "rating": "", "outcome": "not_solved"}
    desk.take("try_call", Role.CALLER, words="")
    old = client.post(f"/progress/{desk.number}/answer/", sent | {"words": "还是不亮"})
    assert old.status_code == 422
    assert "Somebody else has acted" in text(old)
    assert "还是不亮" in text(old)
    assert Ticket.objects.get().state == "follow_up"
    again = sent | {"seen": town.seen(old), "words": "还是不亮"}
    assert client.post(f"/progress/{desk.number}/answer/", again).status_code == 303
    assert Ticket.objects.get().state == "rework"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("answer", {"outcome": "resolved", "rating": "", "words": ""}),
        ("withdraw", {"words": ""}),
        ("rate", {"rating": "5"}),
        ("object", {"words": "不对"}),
    ],
)
def test_nobody_decides_on_a_page_that_nobody_has_seen(
    client: Client, desk: Desk, name: str, typed: dict[str, str]
):
    desk.answered()
    if name in ("rate", "object"):
        do(client, desk, "answer", outcome="partly", words="", rating="")
    before = Ticket.objects.get().seq
    answer = client.post(f"/progress/{desk.number}/{name}/", {"key": "0" * 32} | typed)
    assert answer.status_code == 422
    assert "open for too long" in text(answer)
    assert Ticket.objects.get().seq == before


def test_a_step_that_has_become_impossible_says_so_and_keeps_the_words(client: Client, desk: Desk):
    form = client.get(f"/progress/{desk.number}/add/")
    do(client, desk, "withdraw", words="")
    late = client.post(
        f"/progress/{desk.number}/add/", {"key": town.key(form), "words": "还有一件事"}
    )
    assert late.status_code == 422
    assert "does not fit any more" in text(late)
    assert "还有一件事" in text(late)


@pytest.mark.parametrize(
    "typed",
    [{"words": ""}, {"words": "x" * 10_001}, {"words": "a\x00b"}, {"words": "x", "key": ""}],
)
def test_words_that_cannot_be_kept_are_refused_kindly(
    client: Client, desk: Desk, typed: dict[str, str]
):
    assert do(client, desk, "add", **typed).status_code == 422


@pytest.mark.parametrize(("name", "typed"), [("rate", {"rating": "6"}), ("rate", {"rating": ""})])
def test_a_rating_has_five_grades(client: Client, desk: Desk, name: str, typed: dict[str, str]):
    desk.take("answer", Role.AGENT, words="答复", category_id=None)
    assert do(client, desk, name, **typed).status_code == 422


def test_who_looked_at_the_contact_is_shown_by_unit_role_time_and_reason(
    client: Client, desk: Desk
):
    assert "Nobody so far" in page(client, desk, "looked/")
    residents.open_contact(
        in_charge=True,
        ticket=desk.ticket,
        confidentiality=Confidentiality.ORDINARY,
        reason=Reason.CLARIFY,
        words="问是哪一盏",
        by=desk.by(Role.HANDLER),
        at=timezone.now(),
        key="open:contact:1",
    )
    told = page(client, desk, "looked/")
    assert "城市管理局" in told
    assert "The person in charge" in told
    assert "to ask you something" in told
    assert "问是哪一盏" in told
    assert "13800000000" not in told


def test_the_receipt_can_be_downloaded_and_holds(client: Client, desk: Desk):
    answer = client.get(f"/progress/{desk.number}/receipt.json")
    said = json.loads(answer.content)
    assert said["shown"]["number"] == desk.number
    assert desk.code not in text(answer)
    assert list(verifying.receipt(said)) == []
    ledger.seal()
    ledger.sign_head(at=timezone.now())
    sealed = json.loads(client.get(f"/progress/{desk.number}/receipt.json").content)
    assert sealed["proof"]
    assert list(verifying.receipt(sealed)) == []


def test_the_page_costs_the_same_at_three_deeds_and_at_thirty(
    client: Client, desk: Desk, django_assert_num_queries: Any
):
    desk.dispatched()
    page(client, desk)
    counts = []
    for deeds in (1, 30):
        for number in range(deeds):
            do(client, desk, "add", words=f"补充 {number}")
        reads = []
        for _ in range(3):  # what a process looks after once a second, one of them has not to
            with django_assert_num_queries(25, exact=False) as asked:
                page(client, desk)
            reads.append(len(asked))
        counts.append(min(reads))
    assert counts[0] == counts[1]


def test_every_state_outcome_reason_and_deed_has_its_words():
    assert words.STANDINGS.keys() == set(State)
    assert words.OUTCOMES.keys() == set(Outcome)
    assert DECLINES.keys() == set(Decline)
    assert words.ROLES.keys() == set(Role)
    assert words.REASONS.keys() == set(Reason)
    told = {verb for verb in verbs() if verb.startswith(("ticket.", "contact."))}
    assert told - words.TITLES.keys() == words.UNTOLD


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_word_leaves_a_hole(language: str):
    names = (
        "unit",
        "line",
        "promise",
        "next",
        "outcome",
        "rating",
        "erase_by",
        "answer_by",
        "order_due_at",
        "hurry_by",
        "attempt",
    )
    facts = dict.fromkeys(names, "X")
    with translation.override(language):
        said: list[object] = [*words.TITLES.values()]
        said += [part for one in words.STANDINGS.values() for part in (one.title, one.text)]
        for one in said:
            assert "%(" not in str(one) % facts


def test_who_has_joined_reads_of_the_problem_its_plan_and_that_the_answer_is_given_to_each(
    client: Client, desk: Desk
):
    assert "Others have reported this too" not in page(client, desk)
    ticket = Ticket.objects.get()
    now = timezone.now()
    about = About(
        title="芦花路口一带停电",
        category_id=Category.objects.get(code="lighting.lamp").pk,
        place_kind=PlaceKind.GRID,
        grid_id=Grid.objects.all()[0].pk,
        division_code="",
        place="",
        unit_id=Unit.objects.get(kind="department").pk,
    )
    plan = Plan(words="正在抢修变压器", expected_end_at=now + timedelta(hours=5))
    tickets.open_from(
        ticket_id=ticket.pk,
        about=about,
        plan=plan,
        by=desk.by(Role.DISPATCHER),
        at=now,
        key="open-from-this",
    )
    shown = page(client, desk)
    for said in (
        "芦花路口一带停电",
        "正在抢修变压器",
        "It should be over",
        "all requests about it together",
    ):
        assert said in shown


def test_who_asks_to_hurry_reads_by_when_it_is_answered_and_then_the_answer(
    client: Client, desk: Desk
):
    desk.dispatched()
    assert do(client, desk, "hurry", words="天黑看不见路").status_code == 303
    shown = page(client, desk)
    assert "You asked to hurry; you are answered by" in shown
    assert "天黑看不见路" in shown
    assert "hurry" not in offered(client, desk)
    again = client.get(f"/progress/{desk.number}/hurry/", follow=True)
    assert "You have asked to hurry already" in text(again)
    desk.take("answer_hurry", Role.HANDLER, words="配件明早到")
    shown = page(client, desk)
    assert "They told you how far it is" in shown
    assert "配件明早到" in shown


def test_a_hurry_that_is_sent_twice_or_too_soon_is_refused_kindly(client: Client, desk: Desk):
    desk.dispatched()
    form = client.get(f"/progress/{desk.number}/hurry/")
    typed = {"key": town.key(form), "words": ""}
    for _ in range(2):
        assert client.post(f"/progress/{desk.number}/hurry/", typed).status_code == 303
    late = client.post(f"/progress/{desk.number}/hurry/", {**typed, "key": "0" * 32})
    assert late.status_code == 422
    assert "You have asked to hurry already" in text(late)


def units(*codes: str) -> list[int]:
    return list(Unit.objects.filter(code__in=codes).values_list("pk", flat=True))


Taken = tuple[str, Role, dict[str, Any]]
HELP: dict[str, Any] = {"words": "请到场", "unit_ids": "hewan"}
CONTACT: Taken = ("contact", Role.HANDLER, {"way": Way.PHONE, "words": "已联系"})
REPLY: Taken = ("reply", Role.HANDLER, {"words": "修好了"})
PASS: Taken = ("pass_audit", Role.SUPERVISOR, {})
ASK: Taken = ("ask_resident", Role.HANDLER, {"words": "哪一盏？"})
# How a signed ticket comes into each open state.
WAYS: dict[State, list[Taken]] = {
    State.SIGNED: [],
    State.HANDLING: [CONTACT],
    State.HOLD: [CONTACT],
    State.WAITING_RESIDENT: [ASK],
    State.CO_HANDLING: [CONTACT, ("co_handle", Role.UNIT_LEAD, HELP)],
    State.ESCALATED: [CONTACT, ("whistle", Role.UNIT_LEAD, HELP)],
    State.REPLIED: [CONTACT, REPLY],
    State.FOLLOW_UP: [CONTACT, REPLY, PASS],
    State.REWORK: [CONTACT, REPLY, PASS, ("dispute", Role.CALLER, {"words": "没亮"})],
}


def into(desk: Desk, state: State) -> None:
    """Bring a ticket into a state."""
    if state is State.TRIAGE_MEETING:
        desk.take("meet", Role.DISPATCHER, words="归谁", unit_ids=units("lamps"))
    elif state is State.DISPATCHED:
        desk.dispatched(signed=False)
    elif state is not State.RECEIVED:
        desk.dispatched()
        for name, role, given in WAYS.get(state, []):
            helped = {"unit_ids": units("hewan")} if "unit_ids" in given else {}
            desk.take(name, role, **given | helped)
        if state is State.HOLD:
            desk.held()
    assert desk.ticket.state == state


@pytest.mark.parametrize("state", sorted(OPEN))
def test_in_every_open_state_one_can_add_something_and_correct_what_was_told(
    client: Client, desk: Desk, state: State
):
    into(desk, state)
    assert {"add", "data"} <= set(
        re.findall(rf"/progress/{desk.number}/(\w+)/", page(client, desk))
    )
    assert do(client, desk, "add", words="对面那盏也不亮").status_code == 303
    assert do(client, desk, "data/words", what="东边的路灯坏了", where="桥头").status_code == 303
    shown = page(client, desk)
    for said in ("对面那盏也不亮", "东边的路灯坏了", "桥头"):
        assert said in shown, said
    told = text(client.get(f"/progress/{desk.number}/data/words/"))
    assert "东边的路灯坏了" in told
