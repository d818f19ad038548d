"""The supervisor's panel: where the loop is broken, what waits for a decision, how requests end."""

from django.utils.translation import pgettext_lazy as _

from lianxin.followers.insight.queries import figures
from lianxin.followers.insight.queries import panels as insight
from lianxin.followers.insight.queries.profile import profile
from lianxin.followers.insight.rules.figures import By, Scope
from lianxin.followers.insight.rules.panels import FEWEST, Stage
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import figure_words
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.plots import Form, Plot, month
from lianxin.interfaces.web.staff.panel_parts import (
    FROM_LEDGER,
    TOP,
    Answer,
    Ask,
    Map,
    Section,
    behind,
    listed,
    mapped,
    waiting,
)
from lianxin.registers.orgs import queries as orgs

STAGE: dict[Stage, Words] = {
    Stage.RECEIVED: _("stage", "Received"),
    Stage.ACCEPTED: _("stage", "Accepted"),
    Stage.DISPATCHED: _("stage", "Given to a unit"),
    Stage.SIGNED: _("stage", "Signed in"),
    Stage.CONTACTED: _("stage", "Requester contacted"),
    Stage.REPLIED: _("stage", "Unit replied"),
    Stage.ANSWERED: _("stage", "Answer told"),
    Stage.SAID: _("stage", "Requester said how it ended"),
    Stage.RESOLVED: _("stage", "Resolved, as the requester said"),
}
ENDS = ("on_time", "resolution_rate", "satisfaction_rate")


def broken(ask: Ask) -> Section:
    """Tell at which stage requests stay."""
    found = insight.loop(ask.by, ask.period)
    rows = [
        (
            str(STAGE[one.stage]),
            [
                (one.count, ""),
                (one.waiting, behind(f"waits_{one.stage}", period=ask.period)),
                (0 if one.stage is Stage.RESOLVED else one.ended, ""),
            ],
        )
        for one in found
    ]
    plot = listed(
        "loop",
        _("chart", "How far requests have come around the loop"),
        _("over", "Stage"),
        [_("series", "Came this far"), _("series", "Wait here"), _("series", "Ended here")],
        rows,
        form=Form.FUNNEL,
        drawn=1,
        about=[
            FROM_LEDGER,
            _(
                "definition",
                "Who has come to a stage has come to all before it, also where one was left out.",
            ),
            _(
                "definition",
                "Wait here: still open, and not at the next stage. Ended here: over without it, as an answer at once is.",
            ),
        ],
    )
    worst = max(found, key=lambda one: one.waiting)
    answer = Answer(
        text=_("answer", "wait at one stage: %(stage)s") % {"stage": STAGE[worst.stage]},
        told=f"{worst.waiting:,}",
        url=behind(f"waits_{worst.stage}", period=ask.period),
    )
    return Section(answers=[answer] if worst.waiting else [], plots=[plot])


def decisions(ask: Ask) -> Section:
    """Tell what waits for a supervisor."""
    plot, found = waiting(ask, title=_("chart", "What waits for a decision"))
    late = sum(one.late for one in found)
    return Section(answers=[Answer(text=_("answer", "late"), told=f"{late:,}")], plots=[plot])


def ends(ask: Ask) -> Section:
    """Tell how requests end, month by month, in both scopes."""
    weights = profile(ask.by.division, day_of(ask.at)).weights
    made = {
        scope: {
            row.key: row.results
            for row in figures.rows(
                ask.by,
                By.MONTH,
                period=ask.period,
                scope=scope,
                at=ask.at,
                weights=weights,
                codes=set(ENDS),
            )
        }
        for scope in Scope
    }
    series = [
        f"{figure_words.NAME[code]} ({figure_words.SCOPE[scope]})"
        for scope in Scope
        for code in ENDS
    ]
    rows = []
    for key in sorted({key for results in made.values() for key in results}):
        cells = []
        for scope in Scope:
            results = made[scope].get(key)
            cells += [(results[code].value if results else None, "") for code in ENDS]
        rows.append((month(key), cells))
    plot = listed(
        "ends",
        _("chart", "On time, resolved, satisfied"),
        _("over", "Month of receipt"),
        series,
        rows,
        form=Form.LINE,
        percent=True,
        drawn=len(ENDS),
        about=[figure_words.MADE[code] for code in ENDS],
    )
    return Section(plots=[plot])


def places(ask: Ask) -> Section:
    """Tell how much comes from which town."""
    found = insight.towns(ask.by, ask.period)
    names = orgs.division_names([one.key.ljust(12, "0") for one in found], ask.on)
    rows = [
        (
            names.get(one.key.ljust(12, "0"), one.key),
            [
                (one.received, behind("received", period=ask.period, place=one.key)),
                (one.open, behind("open", period=ask.period, place=one.key)),
            ],
        )
        for one in found
    ]
    plot = listed(
        "towns",
        _("chart", "Requests by subdistrict or town"),
        _("over", "Subdistrict or town"),
        [_("series", "Received"), _("series", "Still open")],
        rows,
    )
    dense, map_ = heat(ask)
    return Section(
        plots=[plot, dense], maps=[*mapped("towns", [one.key for one in found], plot), *map_]
    )


def heat(ask: Ask) -> tuple[Plot, list[Map]]:
    """Tell where much comes from, by pieces of ground of one size."""
    found, rest = insight.heat(ask.by, ask.period)
    shown = found[:TOP]
    names = orgs.grids_by_id([one.mostly for one in shown])
    plot = listed(
        "heat",
        _("chart", "Where much comes from"),
        _("over", "Hexagon, by the grid that most of it came from"),
        [_("series", "Received")],
        [(names[one.mostly].name, [(one.received, "")]) for one in shown],
        about=[
            FROM_LEDGER,
            _(
                "definition",
                "What came from a grid is told evenly over its ground: nobody keeps where in a grid a problem lies. A hexagon of 0.74 square kilometres from which fewer than %(fewest)s came is left out; %(rest)s of all lie in none that is shown.",
            )
            % {"fewest": FEWEST, "rest": f"{rest:,}"},
        ],
    )
    return plot, mapped("heat", [one.key for one in shown], plot)
