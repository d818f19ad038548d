"""The dispatcher's panel: what waits, what is late, what surges."""

from django.utils.translation import pgettext_lazy as _

from lianxin.followers.insight.queries import panels as insight
from lianxin.followers.insight.rules import panels
from lianxin.followers.insight.rules.figures import Period
from lianxin.followers.insight.rules.panels import Promise
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.plots import Form, Plot
from lianxin.interfaces.web.staff.panel_parts import (
    DAY,
    FROM_LEDGER,
    TOP,
    Answer,
    Ask,
    Section,
    behind,
    category_names,
    listed,
    waiting,
)

PROMISE: dict[Promise, Words] = {
    Promise.OVER: _("promised", "The day is over"),
    Promise.TODAY: _("promised", "Today"),
    Promise.THREE_DAYS: _("promised", "Within three days"),
    Promise.WEEK: _("promised", "Within a week"),
    Promise.LATER: _("promised", "Later"),
    Promise.STANDING: _("promised", "The clock stands still"),
}
CATEGORY = _("field", "Category")
DAYS = 28  # of the line of days


def waits(ask: Ask) -> Section:
    """Tell what waits on the desks."""
    plot, found = waiting(ask, title=_("chart", "What waits on the desks"))
    whole, late = sum(one.count for one in found), sum(one.late for one in found)
    return Section(
        answers=[
            Answer(text=_("answer", "waiting on your desks"), told=f"{whole:,}"),
            Answer(text=_("answer", "of them late"), told=f"{late:,}"),
        ],
        plots=[plot],
    )


def promised(ask: Ask) -> Section:
    """Tell what is past its promise, and what soon will be."""
    counts = insight.promises(ask.by, ask.at, ask.midnight)
    late = insight.late_by_category(ask.by, ask.at, ask.midnight)[:TOP]
    name = category_names(key for key, _many in late)
    over = f"promised_{Promise.OVER}"
    when = listed(
        "promised",
        _("chart", "When open requests are promised"),
        _("over", "Promised"),
        [_("series", "Open requests")],
        [(str(text), [(counts[one], behind(f"promised_{one}"))]) for one, text in PROMISE.items()],
        form=Form.COLUMNS,
        about=[
            FROM_LEDGER,
            _(
                "definition",
                "The promise is what the requester was told last, with its extensions.",
            ),
        ],
    )
    where = listed(
        "late",
        _("chart", "What is late, by category"),
        CATEGORY,
        [_("series", "Late")],
        [(name(key), [(many, behind(over, category=key))]) for key, many in late],
    )
    told = f"{counts[Promise.OVER]:,}"
    answer = Answer(text=_("answer", "open and past their promise"), told=told, url=behind(over))
    return Section(answers=[answer], plots=[when, where])


def surging(ask: Ask) -> Section:
    """Tell what comes more often than it usually does."""
    found = insight.recent(ask.by, ask.on)
    name = category_names(one.key for one in found)
    week = Period(first=ask.on - (panels.RECENT - 1) * DAY, end=ask.on + DAY)
    up = [one for one in found if one.surges]
    rows = [
        (
            name(one.key),
            [
                (float(one.count), behind("received", period=week, category=one.key)),
                (one.usual, ""),
            ],
        )
        for one in (up or found)[:TOP]
    ]
    plot = listed(
        "surging",
        _("chart", "The last seven days beside a usual week"),
        CATEGORY,
        [_("series", "Last seven days"), _("series", "A usual week")],
        rows,
        about=[
            FROM_LEDGER,
            _("definition", "A usual week is a quarter of the four weeks before."),
            _(
                "definition",
                "It surges where at least five came, and more than chance brings: two standard deviations of a count above the usual.",
            ),
        ],
    )
    answer = Answer(text=_("answer", "categories surge"), told=str(len(up)))
    return Section(answers=[answer], plots=[plot, _days(ask)])


def _days(ask: Ask) -> Plot:
    days = insight.days(ask.by, Period(first=ask.on - (DAYS - 1) * DAY, end=ask.on + DAY))
    rows = []
    for one in days:
        that = Period(first=one.on, end=one.on + DAY)
        ended = behind("received", ended_first=that.first, ended_end=that.end)
        cells = [(one.received, behind("received", period=that)), (one.ended, ended)]
        rows.append((f"{one.on:%m-%d}", cells))
    return listed(
        "days",
        _("chart", "What came in and what ended, day by day"),
        _("over", "Day"),
        [_("series", "Received"), _("series", "Ended")],
        rows,
        form=Form.LINE,
    )
