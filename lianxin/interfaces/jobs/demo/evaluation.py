"""Playing the demo's round of unit evaluation: evidence, judgements, figures, results, an appeal, a plan, a re-check."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.casework.oversight.actions import evaluation as actions
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.time import day_of
from lianxin.interfaces.exchange import evaluation as exchange
from lianxin.interfaces.exchange.shipped import TEMPLATES
from lianxin.interfaces.jobs.demo import story
from lianxin.interfaces.jobs.demo.city import BY
from lianxin.interfaces.jobs.insight import catch_up
from lianxin.registers.orgs import queries as orgs

DAY, DAYS = timedelta(days=1), timedelta(days=60)
DOMAIN = "office"
EVIDENCE: Mapping[str, str] = {
    "duties-public": "分工、值班表和联系方式贴在服务大厅入口，也发布在网站。",
    "decisions": "本期议定事项和办理结果已在公开栏公布。",
    "contact-map": "各楼栋由哪个岗位联系、怎么联系，已在单元门公布。",
    "teams": "服务队的项目、时间和预约电话已公布在公开栏。",
    "answered": "公开征集意见一次，每条都有书面回应并已公布。",
}
# for each unit the indicators that the reviewers found met
MET: Mapping[str, Sequence[str]] = {
    "hewan": tuple(EVIDENCE),
    "liuqiao": ("duties-public", "decisions", "contact-map", "teams"),
    "songling": ("decisions",),
    "baishi": (),
    "urban-management": tuple(EVIDENCE),
    "power": ("duties-public", "decisions"),
}
VETOED, APPEALING, PLANNING, RECHECKED = "power", "baishi", "songling", "leadership"


def play(*, now: datetime) -> None:
    """Play the round where it is not there yet; what was sealed is counted first."""
    on = day_of(now)
    by = story.colleagues(orgs.unit("hotline").pk, Role.SUPERVISOR, on)[0]
    if entries.earlier(by, "demo:evaluation") is not None:
        return
    catch_up(now)
    if not queries.schemes():
        exchange.run("scheme", TEMPLATES / "five-good.csv", by=BY, at=now)
    scheme = queries.schemes()[0]
    entry = actions.open_round(
        scheme_id=scheme.pk,
        domain=DOMAIN,
        first=on - DAYS,
        last=on - DAY,
        unit_ids=[orgs.unit(code).pk for code in MET],
        reviewer_unit_id=orgs.unit("hotline").pk,
        by=by,
        at=now,
        key="demo:evaluation",
    )
    for code in MET:
        _judge(entry.about_id, code, now)
    _fix(entry.about_id, by, now)
    for code in MET:
        _end(entry.about_id, code, by, now)


def _judge(round_id: int, code: str, now: datetime) -> None:
    """Hand in evidence as the unit, and review it as the hotline."""
    on = day_of(now)
    lead = _lead(code, on)
    reviewer = story.colleagues(orgs.unit("hotline").pk, Role.DISPATCHER, on)[0]
    found = queries.of_round(lead, round_id).get(unit__code=code)
    for line, words in EVIDENCE.items():
        met = line in MET[code]
        frame = _frame(found.pk, lead, now, f"hand-in:{line}")
        actions.hand_in(indicator=line, words=words, **frame)
        why = "已到现场核对，与材料一致。" if met else "到现场核对，没有看到公布的内容。"
        frame = _frame(found.pk, reviewer, now, f"review:{line}")
        actions.review(indicator=line, met=met, words=why, **frame)
    if code == VETOED:
        frame = _frame(found.pk, reviewer, now, "veto")
        why = "提交的公示照片经核实为旧照片。"
        actions.judge_veto(veto="false", met=True, words=why, **frame)


def _fix(round_id: int, by: Actor, now: datetime) -> None:
    row = queries.round_(by, round_id)
    units = dict(queries.of_round(by, round_id).values_list("unit_id", "unit__path"))
    lines = queries.said(row.scheme).measures(row.domain)
    figures = exchange.figures(lines, units=units, first=row.first, last=row.last, at=now)
    actions.fix_figures(round_id=round_id, figures=figures, by=by, at=now, key="demo:figures")


def _end(round_id: int, code: str, by: Actor, now: datetime) -> None:
    """Show a unit its result, and let it appeal or accept, and plan."""
    on = day_of(now)
    lead = _lead(code, on)
    pk = queries.of_round(by, round_id).get(unit__code=code).pk
    actions.show(**_frame(pk, by, now, "show"))
    if code == APPEALING:
        why = "公开栏在评价期间改造，新址已公布，请再核对。"
        actions.appeal(words=why, **_frame(pk, lead, now, "appeal"))
        other = story.colleagues(orgs.unit("hotline").pk, Role.SUPERVISOR, on)[1]
        why = "新址公开栏上仍没有分工和联系方式，维持原结果。"
        actions.dismiss(words=why, **_frame(pk, other, now, "dismiss"))
    actions.confirm(**_frame(pk, lead, now, "confirm"))
    if code in (PLANNING, VETOED):
        plan = "重做公开栏，逐楼栋公布联系方式，请热线中心到期复查。"
        given: dict[str, Any] = {"unit_id": lead.unit_id or 0, "due_on": on + DAYS}
        actions.plan(words=plan, **given, **_frame(pk, lead, now, "plan"))
    if code == PLANNING:
        reviewer = story.colleagues(orgs.unit("hotline").pk, Role.DISPATCHER, on)[0]
        why = "公开栏已重做，分工和值班表齐全；其余尚未完成。"
        frame = _frame(pk, reviewer, now, "recheck")
        actions.recheck(improved=[RECHECKED], words=why, **frame)


def _lead(code: str, on: date) -> Actor:
    return story.colleagues(orgs.unit(code).pk, Role.UNIT_LEAD, on)[0]


def _frame(pk: int, by: Actor, at: datetime, name: str) -> dict[str, Any]:
    return {"evaluation_id": pk, "by": by, "at": at, "key": f"demo:evaluation:{pk}:{name}"}
