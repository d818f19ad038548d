"""Each step of a demo story: which action, by whom, with which of the story's words."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from lianxin.casework.tickets import actions, queries, rules
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.time import day_of
from lianxin.interfaces.jobs.demo.rarer import RARER, Taken
from lianxin.registers.duties import queries as duties
from lianxin.registers.knowledge import queries as knowledge
from lianxin.registers.knowledge.rules import Cited
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.interfaces.jobs.demo.story import Play

WATCHER = Actor.system("demo")


def take(play: "Play", name: str, at: datetime, key: str) -> None:
    """Take one step of a story at a moment; "contact_again" is the step "contact" a second time."""
    again = name.endswith("_again")
    step = name.removesuffix("_again").removesuffix("_later").removesuffix("_next_day")
    play.again = again
    STEPS[step](play, at, key)


def _place(play: "Play") -> dict[str, Any]:
    ticket = queries.find(WATCHER, play.ticket_id)
    category = duties.category(play.story["category"])
    return {"category_id": category.pk, "kind": rules.Kind(ticket.kind), "grid_id": ticket.grid_id}


def _accept(play: "Play", at: datetime, key: str) -> object:
    return actions.accept(**_place(play), **play.common(play.someone(Role.AGENT), at, key))


def _answer(play: "Play", at: datetime, key: str) -> object:
    words = play.said("answer", "已当场答复。")
    category_id = _place(play)["category_id"]
    offered = knowledge.covering(category_id, day_of(at))[:1]
    cites = [Cited(article_id=one.article_id, version=one.number) for one in offered]
    return actions.answer(
        words=words,
        category_id=category_id,
        cites=cites[0] if cites else None,
        **play.common(play.someone(Role.AGENT), at, key),
    )


def _hand_off(play: "Play", at: datetime, key: str) -> object:
    said = play.said("answer", "110")
    line = next((line for line in rules.Line if line.value in said), rules.Line.POLICE)
    words = f"已三方通话转接{line.value}，对方已接手。"
    by = play.someone(Role.AGENT)
    return actions.hand_off(line=line, words=words, **play.common(by, at, key))


def _propose_decline(play: "Play", at: datetime, key: str) -> object:
    reason = rules.Decline(str(play.story.get("reason") or "N6"))
    words = play.said("answer", "请向相应渠道反映。")
    by = play.someone(Role.AGENT)
    return actions.propose_decline(reason=reason, words=words, **play.common(by, at, key))


def _dispatch(play: "Play", at: datetime, key: str) -> object:
    by = play.someone(Role.DISPATCHER)
    return actions.dispatch(
        **_place(play),
        lead_unit_id=_other_unit(play),
        words=_other_reason(play),
        **play.common(by, at, key),
    )


def _other_unit(play: "Play") -> int | None:
    """Return the wrong unit that got the ticket first, where the story has one."""
    first = play.story.get("first_unit")
    return orgs.unit(str(first)).pk if first else None


def _other_reason(play: "Play") -> str:
    return "来电人称此前由该单位处理过，先派该单位核实。" if play.story.get("first_unit") else ""


def _sign(play: "Play", at: datetime, key: str) -> object:
    return actions.sign(**play.common(play.someone(Role.HANDLER), at, key))


def _ask_return(play: "Play", at: datetime, key: str) -> object:
    words = play.said("return_reason", "不属于本单位职责，申请退回。")
    return actions.ask_return(words=words, **play.common(play.someone(Role.UNIT_LEAD), at, key))


def _grant_return(play: "Play", at: datetime, key: str) -> object:
    by = play.someone(Role.SUPERVISOR)
    return actions.grant_return(
        category_id=None, lead_unit_id=None, words="", **play.common(by, at, key)
    )


def _refuse_return(play: "Play", at: datetime, key: str) -> object:
    words = "经核对派单目录和履职事项清单，该事项由你单位主办，请继续办理。"
    by = play.someone(Role.SUPERVISOR)
    return actions.refuse_return(words=words, **play.common(by, at, key))


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
    return actions.contact(way=way, words=words, **play.common(by, at, key))


def _ask_extension(play: "Play", at: datetime, key: str) -> object:
    words = play.said("extension_reason", "需要采购配件，申请延长办理时间。")
    by = play.someone(Role.UNIT_LEAD)
    return actions.ask_extension(days=5, words=words, **play.common(by, at, key))


def _grant_extension(play: "Play", at: datetime, key: str) -> object:
    return actions.grant_extension(**play.common(play.someone(Role.SUPERVISOR), at, key))


def _reply(play: "Play", at: datetime, key: str) -> object:
    usual = play.said("reply", "已到现场处理，详情请见回访。")
    words = play.said("reply2", usual) if play.again else usual
    by = play.someone(Role.HANDLER)
    return actions.reply(words=words, **play.common(by, at, key))


def _pass_audit(play: "Play", at: datetime, key: str) -> object:
    return actions.pass_audit(**play.common(play.someone(Role.SUPERVISOR), at, key))


def _try_call(play: "Play", at: datetime, key: str) -> object:
    by = play.someone(Role.CALLER)
    return actions.try_call(words="无人接听。", **play.common(by, at, key))


def _give_up(play: "Play", at: datetime, key: str) -> object:
    return actions.give_up(**play.common(play.someone(Role.CALLER), at, key))


def _voice(play: "Play") -> Actor:
    """Return who says how it ended: the resident on the page, or the caller for them."""
    phone = play.story["channel"] in ("phone", "counter", "grid") and play.story.get("phone")
    return play.someone(Role.CALLER) if phone else play.requester


def _confirm(play: "Play", at: datetime, key: str) -> object:
    explained = play.story["ending"] in EXPLAINED
    outcome = rules.Outcome.EXPLAINED if explained else rules.Outcome.RESOLVED
    rating = play.story.get("rating")
    return actions.confirm(
        outcome=outcome,
        rating=int(rating) if rating else None,
        words=play.said("rating_words", ""),
        **play.common(_voice(play), at, key),
    )


def _dispute(play: "Play", at: datetime, key: str) -> object:
    words = play.said("dispute_reason", "问题没有解决。")
    return actions.dispute(words=words, **play.common(_voice(play), at, key))


def _hurry(play: "Play", at: datetime, key: str) -> object:
    words = play.said("hurry", "")
    return actions.hurry(words=words, **play.common(play.requester, at, key))


def _answer_hurry(play: "Play", at: datetime, key: str) -> object:
    words = play.said("hurry_answer", "已在办理，有结果马上告诉您。")
    by = play.someone(Role.HANDLER)
    return actions.answer_hurry(words=words, **play.common(by, at, key))


def _rate(play: "Play", at: datetime, key: str) -> object:
    rating = play.story.get("rating")
    if not rating:
        return None
    words = play.said("rating_words", "")
    return actions.rate(rating=int(rating), words=words, **play.common(play.requester, at, key))


def _object(play: "Play", at: datetime, key: str) -> object:
    words = play.said("dispute_reason", "对办理结果有异议，请重新核实。")
    return actions.object_to(words=words, **play.common(play.requester, at, key))


def _withdraw(play: "Play", at: datetime, key: str) -> object:
    words = play.said("withdraw_reason", "")
    return actions.withdraw(words=words, **play.common(play.requester, at, key))


def _grant_decline(play: "Play", at: datetime, key: str) -> object:
    return actions.grant_decline(**play.common(play.someone(Role.SUPERVISOR), at, key))


EXPLAINED = ("closed_explained", "objected", "exclusion_pending", "excluded")
STEPS: dict[str, Taken] = {
    **RARER,
    "accept": _accept,
    "answer": _answer,
    "answer_hurry": _answer_hurry,
    "ask_extension": _ask_extension,
    "ask_return": _ask_return,
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
    "rate": _rate,
    "refuse_return": _refuse_return,
    "reply": _reply,
    "sign": _sign,
    "try_call": _try_call,
    "withdraw": _withdraw,
}
