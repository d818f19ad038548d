"""Steps of the rarer stories: several units at one request, what has to wait, supervision, exclusions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lianxin.casework.tickets import actions, rules
from lianxin.foundation.actor import Role
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.interfaces.jobs.demo.story import Play

Taken = Callable[["Play", datetime, str], object]


def _called(play: "Play") -> list[int]:
    return [orgs.unit(code).pk for code in play.story["called"]]


def _meet(play: "Play", at: datetime, key: str) -> object:
    words, by = play.said("question", "请各单位说明职责边界。"), play.someone(Role.DISPATCHER)
    return actions.meet(unit_ids=_called(play), words=words, **play.common(by, at, key))


def _co_handle(play: "Play", at: datetime, key: str) -> object:
    words, by = play.said("task", "请协助办理。"), play.someone(Role.UNIT_LEAD)
    return actions.co_handle(unit_ids=_called(play), words=words, **play.common(by, at, key))


def _whistle(play: "Play", at: datetime, key: str) -> object:
    words, by = play.said("task", "请到场处置。"), play.someone(Role.UNIT_LEAD)
    return actions.whistle(unit_ids=_called(play), words=words, **play.common(by, at, key))


def _ask_hold(play: "Play", at: datetime, key: str) -> object:
    soon = play.today + timedelta(days=9)  # the holds that still stand are looked at after today
    return actions.ask_hold(
        reason=rules.Hold(play.story["hold_reason"]),
        words=play.said("hold_words", "目前不具备解决条件。"),
        plan=play.said("hold_plan", "条件具备后立即办理。"),
        next_on=min(soon, day_of(at) + timedelta(days=28)),
        **play.common(play.someone(Role.UNIT_LEAD), at, key),
    )


def _put_on_hold(play: "Play", at: datetime, key: str) -> object:
    return actions.put_on_hold(**play.common(play.someone(Role.SUPERVISOR), at, key))


def _release_hold(play: "Play", at: datetime, key: str) -> object:
    words = play.said("release_words", "条件已具备，恢复办理。")
    by = play.someone(Role.UNIT_LEAD)
    return actions.release_hold(words=words, **play.common(by, at, key))


def _ask_resident(play: "Play", at: datetime, key: str) -> object:
    words = play.said("question", "请补充具体位置和时间，以便核实。")
    by = play.someone(Role.HANDLER)
    return actions.ask_resident(words=words, **play.common(by, at, key))


def _resident_answers(play: "Play", at: datetime, key: str) -> object:
    words = play.said("heard", "诉求人来电答复。")
    by = play.someone(Role.HANDLER)
    return actions.resident_answers(words=words, **play.common(by, at, key))


def _ask_termination(play: "Play", at: datetime, key: str) -> object:
    words = play.said("termination_reason", "诉求人不配合，无法继续办理。")
    by = play.someone(Role.UNIT_LEAD)
    return actions.ask_termination(words=words, **play.common(by, at, key))


def _terminate(play: "Play", at: datetime, key: str) -> object:
    words = play.said("explanation", "因无法取得必要情况，办理终止，有新线索可再反映。")
    by = play.someone(Role.SUPERVISOR)
    return actions.terminate(words=words, **play.common(by, at, key))


def _attempt(play: "Play", at: datetime, key: str) -> object:
    later, by = rules.Attempt.LATER, play.someone(Role.HANDLER)
    words = "机主在上班，请晚上七点后再打。"
    return actions.try_call(result=later, words=words, **play.common(by, at, key))


def _note(play: "Play", at: datetime, key: str) -> object:
    lead, by = play.someone(Role.UNIT_LEAD), play.someone(Role.HANDLER)
    asked = [lead.staff_id] if lead.staff_id else []
    words = "现场已看过两次，需要协调资金，请示后再答复。"
    return actions.note(staff_ids=asked, unit_ids=[], words=words, **play.common(by, at, key))


def _supervise(play: "Play", at: datetime, key: str) -> object:
    words, by = "时限过半仍无进展，请报告原因、措施和完成时间。", play.someone(Role.SUPERVISOR)
    return actions.supervise(words=words, **play.common(by, at, key))


def _answer_order(play: "Play", at: datetime, key: str) -> object:
    words, by = "已约交管、街道现场会商，本周内拿出疏导方案。", play.someone(Role.UNIT_LEAD)
    return actions.answer_order(words=words, **play.common(by, at, key))


def _read_reply(play: "Play", at: datetime, key: str) -> object:
    return actions.pass_audit(**play.common(play.someone(Role.DISPATCHER), at, key))


def _propose_exclusion(play: "Play", at: datetime, key: str) -> object:
    reason = rules.Exclusion(play.story["exclusion"])
    words, by = play.said("exclusion_words", "依据见附件。"), play.someone(Role.UNIT_LEAD)
    return actions.propose_exclusion(reason=reason, words=words, **play.common(by, at, key))


def _approve_exclusion(play: "Play", at: datetime, key: str) -> object:
    by = play.someone(Role.SUPERVISOR, turn=1 if play.again else 0)
    return actions.approve_exclusion(words="已核对依据。", **play.common(by, at, key))


RARER: dict[str, Taken] = {
    "answer_order": _answer_order,
    "approve_exclusion": _approve_exclusion,
    "attempt": _attempt,
    "note": _note,
    "propose_exclusion": _propose_exclusion,
    "read_reply": _read_reply,
    "supervise": _supervise,
    "meet": _meet,
    "co_handle": _co_handle,
    "whistle": _whistle,
    "ask_hold": _ask_hold,
    "put_on_hold": _put_on_hold,
    "release_hold": _release_hold,
    "ask_resident": _ask_resident,
    "resident_answers": _resident_answers,
    "ask_termination": _ask_termination,
    "terminate": _terminate,
}
