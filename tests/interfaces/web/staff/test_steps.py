"""The steps as people take them: each form once right and once refused, twice sent, and overtaken."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation import codes
from lianxin.interfaces.web.staff import deeds
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents import rules as vault
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, page, send, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """A step: on which ticket, by whom, what is typed, what is recorded, and what is refused."""

    on: str
    who: str
    verb: str
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    said: str = ""  # of the refusal


MISSING = "This field is required."
MATTER = "the matter beside it"
PLACE = {"category": "路灯不亮", "kind": "help", "grid": "芦花第一网格"}
CASES = {
    "accept": Case("received", "agent", "accepted", PLACE, {"category": "没有"}, "Nothing fits"),
    "write_down": Case(
        "spoken", "agent", "written_down", {"what": "路灯不亮"}, {"what": " "}, MISSING
    ),
    "split": Case(
        "received",
        "agent",
        "split",
        {"what": "还有垃圾没人清", "where": "芦花路口"},
        {"what": " "},
        MISSING,
    ),
    "answer": Case("received", "agent", "answered", {"words": "已报修"}, {"words": " "}, MISSING),
    "hand_off": Case(
        "received",
        "agent",
        "handed_off",
        {"line": "119", "words": "已接手"},
        {"line": "1"},
        "valid",
    ),
    "propose_decline": Case(
        "received",
        "agent",
        "decline_proposed",
        {"reason": "N6", "words": "请找物业"},
        {"reason": ""},
        MISSING,
    ),
    "grant_decline": Case("declining", "supervisor", "declined"),
    "refuse_decline": Case(
        "declining", "supervisor", "decline_refused", {"words": "应受理"}, {"words": ""}, MISSING
    ),
    "dispatch": Case(
        "received",
        "dispatcher",
        "dispatched",
        {**PLACE, "lead_unit": "", "words": ""},
        {"lead_unit": "河湾街道"},
        "Say why",
    ),
    "answer_right": Case(
        "asking",
        "supervisor",
        "right_answered",
        {"granted": "yes", "words": "已说明"},
        {"granted": "", "words": "已说明"},
        MISSING,
    ),
    "sign": Case("dispatched", "handler", "signed"),
    "ask_return": Case(
        "signed", "lead", "return_asked", {"words": "非本局"}, {"words": ""}, MISSING
    ),
    "grant_return": Case(
        "returning",
        "supervisor",
        "return_granted",
        {"category": "", "lead_unit": "供电公司", "words": "线路归供电"},
        {"lead_unit": "城市管理局"},
        "unit",
    ),
    "refuse_return": Case(
        "returning", "supervisor", "return_refused", {"words": "归你局"}, {"words": ""}, MISSING
    ),
    "contact": Case(
        "signed", "handler", "contacted", {"way": "phone", "words": "已联系"}, {"way": ""}, MISSING
    ),
    "ask_extension": Case(
        "handling",
        "lead",
        "extension_asked",
        {"days": "3", "words": "等配件"},
        {"days": "30"},
        "working days",
    ),
    "grant_extension": Case("extending", "supervisor", "extended"),
    "refuse_extension": Case(
        "extending", "supervisor", "extension_refused", {"words": "不必"}, {"words": ""}, MISSING
    ),
    "meet": Case(
        "received",
        "dispatcher",
        "meeting_called",
        {"first": "河湾街道", "words": "路口归谁"},
        {"first": "没有"},
        "Nothing fits",
    ),
    "co_handle": Case(
        "handling",
        "lead",
        "co_handling_begun",
        {"first": "河湾街道", "second": "", "words": "请街道清理"},
        {"first": "城市管理局"},
        "at least one other unit",
    ),
    "report_stage": Case(
        "co_handling",
        "hewan-handler",
        "stage_reported",
        {"finished": "yes", "words": "已清理"},
        {"words": ""},
        MISSING,
    ),
    "co_handled": Case("co_handling", "lead", "co_handling_ended", {"words": "已清理完"}),
    "whistle": Case(
        "handling",
        "lead",
        "whistled",
        {"first": "河湾街道", "words": "请到场"},
        {"words": ""},
        MISSING,
    ),
    "answer_whistle": Case(
        "whistled",
        "lead",
        "whistle_answered",
        {"helped": "4", "words": "约定周五拆除"},
        {"helped": ""},
        MISSING,
    ),
    "ask_hold": Case(
        "handling",
        "lead",
        "hold_asked",
        {"reason": "season", "words": "冻土", "plan": "开春施工", "next_on": "2026-12-07"},
        {"next_on": "2027-02-01"},
        "2026-12-23 at the latest",
    ),
    "put_on_hold": Case("holding", "supervisor", "held"),
    "refuse_hold": Case(
        "holding", "supervisor", "hold_refused", {"words": "有备件"}, {"words": ""}, MISSING
    ),
    "take_back": Case("by_machine", "dispatcher", "taken_back"),
    "release_hold": Case("held", "supervisor", "hold_released", {"words": "已立项"}),
    "ask_resident": Case(
        "handling", "handler", "resident_asked", {"words": "是哪一盏？"}, {"words": " "}, MISSING
    ),
    "resident_answers": Case(
        "waiting", "agent", "resident_answered", {"words": "东边那盏"}, {"words": ""}, MISSING
    ),
    "ask_termination": Case(
        "unhelped", "lead", "termination_asked", {"words": "问了不答"}, {"words": ""}, MISSING
    ),
    "terminate": Case(
        "terminating", "supervisor", "terminated", {"words": "无法核实"}, {"words": ""}, MISSING
    ),
    "refuse_termination": Case(
        "terminating",
        "supervisor",
        "termination_refused",
        {"words": "再上门一次"},
        {"words": ""},
        MISSING,
    ),
    "blank": Case(
        "handling",
        "supervisor",
        "words_blanked",
        {"stretch": "路口", "words": "本人要求隐去"},
        {"stretch": "没有这几个字"},
        "nowhere on this request",
    ),
    "answer_hurry": Case(
        "hurried", "handler", "hurry_answered", {"words": "今晚就换"}, {"words": ""}, MISSING
    ),
    "reply": Case("handling", "handler", "replied", {"words": "已修好"}, {"words": ""}, MISSING),
    "pass_audit": Case("replied", "dispatcher", "audit_passed"),
    "fail_audit": Case(
        "replied", "supervisor", "audit_failed", {"words": "没写原因"}, {"words": ""}, MISSING
    ),
    "call": Case(
        "followed",
        "caller",
        "confirmed",
        {"result": "resolved", "rating": "5", "words": "好"},
        {"result": "disputed", "words": ""},
        "what is not solved",
    ),
    "send_back": Case(
        "escalated", "supervisor", "sent_back", {"words": "三日内换灯"}, {"words": ""}, MISSING
    ),
    "explain": Case(
        "escalated", "supervisor", "explained", {"words": "明年改造"}, {"words": ""}, MISSING
    ),
    "join": Case(
        "joinable", "handler", "joined", {"number": MATTER}, {"number": "0"}, "greater than"
    ),
    "leave": Case(
        "joined",
        "agent",
        "left",
        {"words": "另一处", "matter_id": MATTER},
        {"words": ""},
        MISSING,
    ),
    "propose_exclusion": Case(
        "closed",
        "lead",
        "exclusion_proposed",
        {"reason": "no_basis", "words": "规划限高"},
        {"reason": ""},
        MISSING,
    ),
    "approve_exclusion": Case(
        "excluding", "reviewer", "exclusion_approved", {"words": "已核对规划"}
    ),
    "refuse_exclusion": Case(
        "excluding",
        "reviewer",
        "exclusion_refused",
        {"words": "可以改造"},
        {"words": ""},
        MISSING,
    ),
    "try_call": Case(
        "handling",
        "handler",
        "call_tried",
        {"way": "visit", "result": "later", "words": "晚上再来"},
        {"result": ""},
        MISSING,
    ),
    "supervise": Case(
        "handling",
        "supervisor",
        "ordered",
        {"words": "限期报告", "answer_on": "2026-11-25"},
        {"answer_on": "2026-12-25"},
        "at the latest",
    ),
    "answer_order": Case(
        "ordered", "lead", "order_answered", {"words": "配件周三到"}, {"words": ""}, MISSING
    ),
    "note": Case(
        "handling",
        "handler",
        "noted",
        {"words": "先请示", "colleague": "壬", "desk": "12345热线"},
        {"colleague": "子"},
        "Nothing fits",
    ),
    "read_note": Case("noted", "lead", "note_read"),
    "uphold": Case("objected", "reviewer", "upheld", {"words": "确实没修"}, {"words": ""}, MISSING),
    "dismiss": Case(
        "objected", "reviewer", "dismissed", {"words": "已核实"}, {"words": ""}, MISSING
    ),
}


def typed_in(case: Case) -> dict[str, str]:
    """Return what is typed, with the number that the matter has on this database."""
    newest = Matter.objects.order_by("pk").last()
    number = str(newest.pk) if newest else ""
    return {name: number if value == MATTER else value for name, value in case.typed.items()}


def test_every_step_of_the_table_has_a_case():
    assert set(CASES) | {"give_up"} == set(deeds.TABLE)


@pytest.mark.parametrize("name", CASES)
def test_a_step_is_taken_once_however_often_its_form_is_sent(name: str):
    case = CASES[name]
    ticket, client = scene.SCENES[case.on](), browser(case.who)
    url = page(ticket, name)
    typed = {**scene.unseen(client, url), **typed_in(case)}
    first, again = client.post(url, typed), client.post(url, typed)
    assert (first.status_code, again.status_code) in [(303, 303), (303, 404)], text(first)
    assert first["Location"] == page(ticket) or name == "split"  # there to the second code
    assert scene.verbs(ticket)[-1] == f"ticket.{case.verb}"
    assert scene.verbs(ticket).count(f"ticket.{case.verb}") <= 2
    assert scene.now(ticket).seq == ticket.seq + 1


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.wrong])
def test_a_refused_step_changes_nothing_and_keeps_what_was_typed(name: str):
    case = CASES[name]
    ticket, client = scene.SCENES[case.on](), browser(case.who)
    before = Ticket.objects.filter(pk=ticket.pk).values().get()
    answer = send(client, page(ticket, name), **{**typed_in(case), **case.wrong})
    assert answer.status_code == 422
    assert case.said in text(answer)
    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before
    for value in {**typed_in(case), **case.wrong}.values():
        assert value.strip() in answer.content.decode()


def test_nobody_is_given_up_before_enough_calls():
    ticket, caller = scene.followed(), browser("caller")
    answer = caller.get(page(ticket, "give_up"))
    assert answer.status_code == 409
    assert "it takes 3 calls on 2 different days" in text(answer)
    answer = caller.post(page(ticket, "give_up"), scene.unseen(caller, page(ticket, "call")))
    assert answer.status_code == 422
    assert scene.now(ticket).state == "follow_up"


@pytest.mark.parametrize(
    ("result", "verb"),
    [("disputed", "disputed"), ("no_answer", "call_tried"), ("later", "call_tried")],
)
def test_a_call_records_what_came_of_it(result: str, verb: str):
    ticket = scene.followed()
    answer = send(browser("caller"), page(ticket, "call"), result=result, words="还是不亮")
    assert answer.status_code == 303
    assert scene.verbs(ticket)[-1] == f"ticket.{verb}"


def test_whoever_comes_second_sees_what_happened_and_loses_nothing_typed():
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "reply")
    typed = {**scene.unseen(client, url), "words": "已换灯泡，今晚亮"}
    did(ticket, actions.ask_extension, "lead", days=2, words="等配件到货")
    second = client.post(url, typed)
    assert second.status_code == 409
    said = text(second)
    assert "What happened in the meantime" in said
    assert "等配件到货" in said
    assert "the ticket was changed by: unit lead. What you typed is kept." in said
    assert "Waits for a decision on nothing More time asked" in said
    assert "已换灯泡，今晚亮" in said
    assert scene.verbs(ticket)[-1] == "ticket.extension_asked"
    seen = scene.SEEN.search(second.content.decode())
    assert seen is not None
    assert client.post(url, {**typed, "seen": seen[1]}).status_code == 303
    assert scene.verbs(ticket)[-1] == "ticket.replied"


def test_two_who_decide_at_once_decide_once():
    ticket = scene.returning()
    one, two = browser("supervisor"), browser("reviewer")
    grant, refuse = page(ticket, "grant_return"), page(ticket, "refuse_return")
    first = {**scene.unseen(one, grant), "lead_unit": "供电公司", "words": "归供电"}
    second = {**scene.unseen(two, refuse), "words": "归你局"}
    assert one.post(grant, first).status_code == 303
    late = two.post(refuse, second)
    assert late.status_code == 409
    assert "归供电" in text(late)
    assert "Lead unit 城市管理局 供电公司" in text(late)
    assert "This step is not possible at the moment" in text(late)
    assert "What you typed 归你局 Go on with the ticket" in text(late)
    assert "<textarea" not in late.content.decode()
    late = two.post(refuse, {**second, "seen": str(scene.now(ticket).seq)})
    assert late.status_code == 422
    assert "归你局" in text(late)


def test_a_look_at_the_contact_overtakes_nobody():
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "reply")
    typed = {**scene.unseen(client, url), "words": "已修好"}
    residents.open_contact(
        in_charge=True,
        ticket=ticket,
        confidentiality=vault.Confidentiality.ORDINARY,
        reason=vault.Reason.CLARIFY,
        words="",
        by=actor("lead"),
        at=MONDAY,
        key="looked-at-it",
    )
    assert client.post(url, typed).status_code == 303


def test_what_was_typed_comes_back_where_the_ticket_went_elsewhere():
    ticket, client = scene.returning(), browser("lead")
    url = page(ticket, "contact")
    typed = {**scene.unseen(client, url), "way": "phone", "words": "刚联系上"}
    given: dict[str, Any] = {"category_id": None, "lead_unit_id": orgs.unit("hewan").pk}
    did(ticket, actions.grant_return, "supervisor", words="归街道", **given)
    answer = client.post(url, typed)
    assert answer.status_code == 404
    assert "刚联系上" in text(answer)


def test_before_dispatching_the_page_names_who_the_catalogue_means():
    ticket, client = scene.received(), browser("dispatcher")
    url = page(ticket, "dispatch")
    blank = text(client.get(url))
    assert "Choose a category first." in blank
    asked = send(client, url, **PLACE, look="yes")
    assert asked.status_code == 200
    said = text(asked)
    assert "Lead unit: 城市管理局" in said
    assert "供电公司" in said
    assert "“照明” (everywhere)" in said
    assert scene.now(ticket).seq == ticket.seq


def test_a_word_that_fits_several_categories_is_asked_again():
    client, ticket = browser("agent"), scene.received()
    answer = send(client, page(ticket, "accept"), **{**PLACE, "category": "灯"})
    assert answer.status_code == 422
    assert "照明 › 路灯不亮, 照明 › 小区灯" in text(answer)
    by_keyword = send(client, page(ticket, "accept"), **{**PLACE, "category": "灯坏"})
    assert by_keyword.status_code == 303
    assert scene.now(ticket).category_id == town.category()


@pytest.mark.parametrize(
    ("grid", "status"),
    [
        ("990101001001001", 303),
        ("芦花第一", 303),
        ("火星", 422),
        ("990101001001009", 422),
        ("", 303),
    ],
)
def test_a_grid_is_found_by_code_or_name(grid: str, status: int):
    typed = {**PLACE, "grid": grid}
    assert send(browser("agent"), page(scene.received(), "accept"), **typed).status_code == status


def test_a_step_that_is_over_says_so_instead_of_asking():
    answer = browser("handler").get(page(scene.handling(), "sign"))
    assert answer.status_code == 409
    assert "not possible at the moment" in text(answer)
    assert '<button class="govuk-button"' not in answer.content.decode().split("<main")[1]


def test_a_split_leads_to_the_second_code_and_both_pages_lead_to_each_other():
    ticket, client = scene.received(), browser("agent")
    given = {"what": "还有垃圾没人清", "where": "芦花路口"}
    answer = send(client, page(ticket, "split"), **given)
    second = Ticket.objects.get(split_from=ticket)
    assert answer["Location"] == f"/staff/intake/{second.number}/"
    aloud = text(client.get(answer["Location"]))
    spelled = codes.grouped(queries.query_code(second))
    assert spelled in aloud
    assert second.number in text(client.get(page(ticket)))
    assert ticket.number in text(client.get(page(second)))
    own = text(scene.opened_by(ticket).get(f"/progress/{ticket.number}/"))
    assert second.number in own
    assert spelled in own
    assert "the second one has a number of its own" in own
    other = text(scene.opened_by(second).get(f"/progress/{second.number}/"))
    assert ticket.number in other
    assert codes.grouped(queries.query_code(ticket)) not in other
