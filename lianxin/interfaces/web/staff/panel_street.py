"""The panel of a street or a community: my grids, my topics, who I whistled for and who came."""

from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.insight.queries import panels as insight
from lianxin.foundation.time import begin_of
from lianxin.interfaces.web.staff import panel_desk
from lianxin.interfaces.web.staff.panel_parts import (
    TOP,
    Answer,
    Ask,
    Section,
    behind,
    category_names,
    listed,
    mapped,
)
from lianxin.registers.orgs import queries as orgs

PLACE = _(
    "definition",
    "Counted from the ledger: what came from this place, whoever answers for it, by the day of receipt. A list shows those that you may see.",
)
VOLUMES = [_("series", "Received"), _("series", "Still open")]


def grids(ask: Ask) -> Section:
    """Tell how much came from which grid, and nothing else: a grid has one worker, who has a name."""
    found = insight.grids(ask.by, ask.period)
    names = {pk: grid.name for pk, grid in orgs.grids_by_id([one.key for one in found]).items()}
    rows = [
        (
            names.get(one.key, str(one.key)),
            [
                (one.received, behind("received", period=ask.period, grid=one.key)),
                (one.open, behind("open", period=ask.period, grid=one.key)),
            ],
        )
        for one in found
    ]
    plot = listed(
        "grids",
        _("chart", "Requests by grid"),
        gettext_lazy("Grid"),
        VOLUMES,
        rows,
        about=[PLACE, _("definition", "Of grids only volumes are told: each has one worker.")],
    )
    return Section(plots=[plot], maps=mapped("grids", [one.key for one in found], plot))


def topics(ask: Ask) -> Section:
    """Tell what comes from this place most often."""
    found = insight.categories(ask.by, ask.period)[:TOP]
    name = category_names(one.key for one in found)
    rows = [
        (
            name(one.key),
            [
                (one.received, behind("received", period=ask.period, category=one.key)),
                (one.open, behind("open", period=ask.period, category=one.key)),
            ],
        )
        for one in found
    ]
    title = _("chart", "What comes up here most often")
    plot = listed("topics", title, panel_desk.CATEGORY, VOLUMES, rows, about=[PLACE])
    return Section(plots=[plot])


def whistles(ask: Ask) -> Section:
    """Tell which units were called by whistle, and which came."""
    since = begin_of(ask.period.first)
    found = tickets.called(ask.by, since)
    names = orgs.unit_names(one.unit_id for one in found)
    rows = [
        (names[one.unit_id], [(one.called, ""), (one.came, ""), (one.awaited, "")]) for one in found
    ]
    plot = listed(
        "whistles",
        _("chart", "Who was called, and who came"),
        _("over", "Unit"),
        [_("series", "Called"), _("series", "Came"), _("series", "Not said yet")],
        rows,
        about=[
            _(
                "definition",
                "Of each whistle on a request that we lead: the units that it called, and those that came, as we said ourselves afterwards. Units, and never persons.",
            ),
        ],
    )
    called, came = sum(one.called for one in found), sum(one.came for one in found)
    return Section(
        answers=[
            Answer(
                text=_("answer", "called"),
                told=str(called),
                url=behind("escalated", period=ask.period) if called else "",
            ),
            Answer(text=_("answer", "came"), told=str(came)),
        ],
        plots=[plot],
    )
