"""Each step of a demo story: which action, by whom, with which of the story's words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from lianxin.casework.tickets import actions, queries, rules
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.time import day_of
from lianxin.registers.duties import queries as duties
from lianxin.registers.knowledge import queries as knowledge
from lianxin.registers.knowledge.rules import Cited
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.interfaces.jobs.demo.story import Play

Taken = Callable[["Play", datetime, str], object]
WATCHER = Actor.system("demo")


def take(play: "Play", name: str, at: datetime, key: str) -> None:
    """Take one step of a story at a moment; "contact_again" is the step "contact" a second time."""
    again = name.endswith("_again")
    step = name.removesuffix("_again").removesuffix("_later").removesuffix("_next_day")
    play.again = again
    STEPS[step](play, at, key)


def _common(play: "Play", by: Actor, at: datetime, key: str) -> dict[str, Any]:
    return {"ticket_id": play.ticket_id, "by": by, "at": at, "key": key}


def _said(play: "Play", name: str, usual: str) -> str:
    return str(play.story.get(name) or usual)


def _place(play: "Play") -> dict[str, Any]:
    ticket = queries.find(WATCHER, play.ticket_id)
    category = duties.category(play.story["category"])
    return {"category_id": category.pk, "kind": rules.Kind(ticket.kind), "grid_id": ticket.grid_id}


def _accept(play: "Play", at: datetime, key: str) -> object:
    return actions.accept(**_place(play), **_common(play, play.someone(Role.AGENT), at, key))


def _answer(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "answer", "已当场答复。")
    category_id = _place(play)["category_id"]
    offered = knowledge.covering(category_id, day_of(at))[:1]
    cites = [Cited(article_id=one.article_id, version=one.number) for one in offered]
    return actions.answer(
        words=words,
        category_id=category_id,
        cites=cites[0] if cites else None,
        **_common(play, play.someone(Role.AGENT), at, key),
    )


def _hand_off(play: "Play", at: datetime, key: str) -> object:
    said = _said(play, "answer", "110")
    line = next((line for line in rules.Line if line.value in said), rules.Line.POLICE)
    words = f"已三方通话转接{line.value}，对方已接手。"
    by = play.someone(Role.AGENT)
    return actions.hand_off(line=line, words=words, **_common(play, by, at, key))


def _propose_decline(play: "Play", at: datetime, key: str) -> object:
    reason = rules.Decline(str(play.story.get("reason") or "N6"))
    words = _said(play, "answer", "请向相应渠道反映。")
    by = play.someone(Role.AGENT)
    return actions.propose_decline(reason=reason, words=words, **_common(play, by, at, key))


def _dispatch(play: "Play", at: datetime, key: str) -> object:
    by = play.someone(Role.DISPATCHER)
    return actions.dispatch(
        **_place(play),
        lead_unit_id=_other_unit(play),
        words=_other_reason(play),
        **_common(play, by, at, key),
    )


def _other_unit(play: "Play") -> int | None:
    """Return the wrong unit that got the ticket first, where the story has one."""
    first = play.story.get("first_unit")
    return orgs.unit(str(first)).pk if first else None


def _other_reason(play: "Play") -> str:
    return "来电人称此前由该单位处理过，先派该单位核实。" if play.story.get("first_unit") else ""


def _sign(play: "Play", at: datetime, key: str) -> object:
    return actions.sign(**_common(play, play.someone(Role.HANDLER), at, key))


def _ask_return(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "return_reason", "不属于本单位职责，申请退回。")
    return actions.ask_return(words=words, **_common(play, play.someone(Role.UNIT_LEAD), at, key))


def _grant_return(play: "Play", at: datetime, key: str) -> object:
    by = play.someone(Role.SUPERVISOR)
    return actions.grant_return(
        category_id=None, lead_unit_id=None, words="", **_common(play, by, at, key)
    )


def _refuse_return(play: "Play", at: datetime, key: str) -> object:
    words = "经核对派单目录和履职事项清单，该事项由你单位主办，请继续办理。"
    by = play.someone(Role.SUPERVISOR)
    return actions.refuse_return(words=words, **_common(play, by, at, key))


def _contact(play: "Play", at: datetime, key: str) -> object:
    ticket = queries.find(WATCHER, play.ticket_id)
    phone = ticket.reach == rules.Reach.PHONE and ticket.privacy == rules.Privacy.OPEN
    way = rules.Way.PHONE if phone else rules.Way.PAGE
    words = (
        "已与诉求人联系，核实了地点和情况。"
        if phone
        else "您好，我们已接到您的诉求，正在核实。如有补充请在此页告诉我们。"
    )
    by = play.someone(Role.HANDLER)
    return actions.contact(way=way, words=words, **_common(play, by, at, key))


def _ask_extension(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "extension_reason", "需要采购配件，申请延长办理时间。")
    by = play.someone(Role.UNIT_LEAD)
    return actions.ask_extension(days=5, words=words, **_common(play, by, at, key))


def _grant_extension(play: "Play", at: datetime, key: str) -> object:
    return actions.grant_extension(**_common(play, play.someone(Role.SUPERVISOR), at, key))


def _ask_hold(play: "Play", at: datetime, key: str) -> object:
    soon = play.today + timedelta(days=9)  # the holds that still stand are looked at after today
    return actions.ask_hold(
        reason=rules.Hold(play.story["hold_reason"]),
        words=_said(play, "hold_words", "目前不具备解决条件。"),
        plan=_said(play, "hold_plan", "条件具备后立即办理。"),
        next_on=min(soon, day_of(at) + timedelta(days=28)),
        **_common(play, play.someone(Role.UNIT_LEAD), at, key),
    )


def _put_on_hold(play: "Play", at: datetime, key: str) -> object:
    return actions.put_on_hold(**_common(play, play.someone(Role.SUPERVISOR), at, key))


def _release_hold(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "release_words", "条件已具备，恢复办理。")
    by = play.someone(Role.UNIT_LEAD)
    return actions.release_hold(words=words, **_common(play, by, at, key))


def _ask_resident(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "question", "请补充具体位置和时间，以便核实。")
    by = play.someone(Role.HANDLER)
    return actions.ask_resident(words=words, **_common(play, by, at, key))


def _resident_answers(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "heard", "诉求人来电答复。")
    by = play.someone(Role.HANDLER)
    return actions.resident_answers(words=words, **_common(play, by, at, key))


def _ask_termination(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "termination_reason", "诉求人不配合，无法继续办理。")
    by = play.someone(Role.UNIT_LEAD)
    return actions.ask_termination(words=words, **_common(play, by, at, key))


def _terminate(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "explanation", "因无法取得必要情况，办理终止，有新线索可再反映。")
    by = play.someone(Role.SUPERVISOR)
    return actions.terminate(words=words, **_common(play, by, at, key))


def _reply(play: "Play", at: datetime, key: str) -> object:
    usual = _said(play, "reply", "已到现场处理，详情请见回访。")
    words = _said(play, "reply2", usual) if play.again else usual
    by = play.someone(Role.HANDLER)
    return actions.reply(words=words, **_common(play, by, at, key))


def _pass_audit(play: "Play", at: datetime, key: str) -> object:
    return actions.pass_audit(**_common(play, play.someone(Role.SUPERVISOR), at, key))


def _try_call(play: "Play", at: datetime, key: str) -> object:
    by = play.someone(Role.CALLER)
    return actions.try_call(words="无人接听。", **_common(play, by, at, key))


def _give_up(play: "Play", at: datetime, key: str) -> object:
    return actions.give_up(**_common(play, play.someone(Role.CALLER), at, key))


def _voice(play: "Play") -> Actor:
    """Return who says how it ended: the resident on the page, or the caller for them."""
    phone = play.story["channel"] in ("phone", "counter", "grid") and play.story.get("phone")
    return play.someone(Role.CALLER) if phone else play.requester


def _confirm(play: "Play", at: datetime, key: str) -> object:
    explained = play.story["ending"] in ("closed_explained", "objected")
    outcome = rules.Outcome.EXPLAINED if explained else rules.Outcome.RESOLVED
    rating = play.story.get("rating")
    return actions.confirm(
        outcome=outcome,
        rating=int(rating) if rating else None,
        words=_said(play, "rating_words", ""),
        **_common(play, _voice(play), at, key),
    )


def _dispute(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "dispute_reason", "问题没有解决。")
    return actions.dispute(words=words, **_common(play, _voice(play), at, key))


def _hurry(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "hurry", "")
    return actions.hurry(words=words, **_common(play, play.requester, at, key))


def _answer_hurry(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "hurry_answer", "已在办理，有结果马上告诉您。")
    by = play.someone(Role.HANDLER)
    return actions.answer_hurry(words=words, **_common(play, by, at, key))


def _rate(play: "Play", at: datetime, key: str) -> object:
    rating = play.story.get("rating")
    if not rating:
        return None
    words = _said(play, "rating_words", "")
    return actions.rate(rating=int(rating), words=words, **_common(play, play.requester, at, key))


def _object(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "dispute_reason", "对办理结果有异议，请重新核实。")
    return actions.object_to(words=words, **_common(play, play.requester, at, key))


def _withdraw(play: "Play", at: datetime, key: str) -> object:
    words = _said(play, "withdraw_reason", "")
    return actions.withdraw(words=words, **_common(play, play.requester, at, key))


def _grant_decline(play: "Play", at: datetime, key: str) -> object:
    return actions.grant_decline(**_common(play, play.someone(Role.SUPERVISOR), at, key))


STEPS: dict[str, Taken] = {
    "accept": _accept,
    "answer": _answer,
    "answer_hurry": _answer_hurry,
    "ask_extension": _ask_extension,
    "ask_hold": _ask_hold,
    "ask_resident": _ask_resident,
    "ask_return": _ask_return,
    "ask_termination": _ask_termination,
    "confirm": _confirm,
    "contact": _contact,
    "dispatch": _dispatch,
    "dispute": _dispute,
    "give_up": _give_up,
    "grant_decline": _grant_decline,
    "grant_extension": _grant_extension,
    "grant_return": _grant_return,
    "hand_off": _hand_off,
    "hurry": _hurry,
    "object": _object,
    "pass_audit": _pass_audit,
    "propose_decline": _propose_decline,
    "put_on_hold": _put_on_hold,
    "rate": _rate,
    "refuse_return": _refuse_return,
    "release_hold": _release_hold,
    "resident_answers": _resident_answers,
    "terminate": _terminate,
    "reply": _reply,
    "sign": _sign,
    "try_call": _try_call,
    "withdraw": _withdraw,
}
