"""The unit's panel: my promises, my returns, what comes back to me."""

from collections.abc import Mapping, Sequence

from django.utils.translation import pgettext_lazy as _

from lianxin.followers.insight.queries import behind as insight
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.plots import Form, Plot, month
from lianxin.interfaces.web.staff import panel_desk
from lianxin.interfaces.web.staff.panel_parts import (
    FROM_LEDGER,
    TOP,
    Answer,
    Ask,
    Section,
    behind,
    category_names,
    days_of,
    listed,
    waiting,
)

RETURNS = {
    "returns_asked": _("series", "Asked to return"),
    "returned": _("series", "Returned"),
}
BACK = {
    "reworked": _("series", "Done over"),
    "reopened": _("series", "Opened again"),
    "hurried": _("series", "Hurried"),
}
FEW = _(
    "hint",
    "Fewer than five people work here. This would be a figure about persons, so it is not told.",
)


def promises(ask: Ask) -> Section:
    """Tell what the unit has promised for when, and what waits on its desks."""
    plot, found = waiting(ask, title=_("chart", "What waits on our desks"))
    late = sum(one.late for one in found if one.desk.name == "ours")
    ours = Answer(text=_("answer", "late on our desk"), told=f"{late:,}")
    if ask.few:
        return Section(answers=[ours], plots=[plot], hint=FEW)
    more = panel_desk.promised(ask)
    return Section(answers=[ours, *more.answers], plots=[plot, *more.plots])


def returns(ask: Ask) -> Section:
    """Tell what the unit gave back."""
    if ask.few:
        return Section(hint=FEW)
    plot = monthly(
        ask, "returns", _("chart", "What we asked to return, and what was returned"), RETURNS
    )
    return Section(plots=[plot])


def back(ask: Ask) -> Section:
    """Tell what came back: done over, opened again, hurried."""
    if ask.few:
        return Section(hint=FEW)
    kinds = list(BACK)
    found = insight.by_category(ask.by, kinds, ask.period)
    shown = [(key, counts) for key, counts in found if any(counts)][:TOP]
    name = category_names(key for key, _counts in shown)
    rows = [
        (
            name(key),
            [
                (many, behind(kind, period=ask.period, category=key))
                for kind, many in zip(kinds, counts, strict=True)
            ],
        )
        for key, counts in shown
    ]
    where = listed(
        "back-by-category",
        _("chart", "What comes back, by category"),
        panel_desk.CATEGORY,
        list(BACK.values()),
        rows,
    )
    return Section(
        plots=[monthly(ask, "back", _("chart", "What comes back, by month"), BACK), where]
    )


def monthly(ask: Ask, name: str, title: Words, kinds: Mapping[str, Words]) -> Plot:
    """Return some counts month by month."""
    found = insight.monthly(ask.by, list(kinds), ask.period)
    return listed(
        name,
        title,
        _("over", "Month of receipt"),
        list(kinds.values()),
        [(month(key), _cells(ask, key, list(kinds), counts)) for key, counts in found],
        form=Form.COLUMNS,
        about=[
            FROM_LEDGER,
            _("definition", "Each request counts once, however often it happened to it."),
        ],
    )


def _cells(
    ask: Ask, key: str, kinds: Sequence[str], counts: Sequence[int]
) -> list[tuple[float | None, str]]:
    period = days_of(key, ask.period)
    pairs = zip(kinds, counts, strict=True)
    return [(many, behind(kind, period=period)) for kind, many in pairs]
