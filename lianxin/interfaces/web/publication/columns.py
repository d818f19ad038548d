"""What the columns of open data are called and what stands in them, in both languages."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import pgettext_lazy as _

from lianxin.interfaces.exchange.opendata import Column
from lianxin.interfaces.web.labels import Words

LANGUAGES = ("zh-hans", "en")


def both(said: Words) -> Mapping[str, str]:
    """Return a sentence in each language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(said)
    return found


COLUMNS: Mapping[str, tuple[str, Words]] = {
    "month": ("text", _("column", "Month in which the requests came in, in Asia/Shanghai.")),
    "version": (
        "number",
        _("column", "Version of this month; a later one corrects an earlier one."),
    ),
    "group": (
        "text",
        _("column", "Group of categories, by code; * is every request counted in no narrower row."),
    ),
    "group_name": ("text", _("column", "Name of the group.")),
    "place": (
        "text",
        _(
            "column",
            "Where: 9 digits are a subdistrict or town, 6 a district; * is anywhere, counted in no narrower row.",
        ),
    ),
    "place_name": ("text", _("column", "Name of the place.")),
    "kind": (
        "text",
        _(
            "column",
            "Kind of request, by code; * is every kind that is counted in no narrower row.",
        ),
    ),
    "requests": ("number", _("column", "How many requests; each is counted in one row only.")),
    "on_time": (
        "number",
        _("column", "How many were answered on time; empty where it would tell of too few."),
    ),
    "on_time_of": (
        "number",
        _("column", "Of how many: answered, or promised for a day that is over."),
    ),
    "resolution_rate": (
        "number",
        _("column", "How many requesters said that it is resolved; empty as above."),
    ),
    "resolution_rate_of": (
        "number",
        _("column", "Of how many: given to a unit, and the requester said how it ended."),
    ),
}
RULES: tuple[Words, ...] = (
    _(
        "open data",
        "Each request stands in one row, the narrowest that is listed: group, place and kind; then all other kinds of the place; then all other places of the district; then of the city; then all other groups.",
    ),
    _("open data", "No row has fewer than five requests. What is fewer is counted in a wider row."),
    _(
        "open data",
        "All files together leave open of every count that is not told whether it is 0 or 4, and more where it may be more.",
    ),
    _(
        "open data",
        "A rate is told as two counts, of hits and of what they are of, where hits, misses and the rest are five or more each.",
    ),
    _(
        "open data",
        "Months do not overlap. Add rows up for a margin; there are no other margins, and no other windows of time.",
    ),
    _(
        "open data",
        "A month is never changed. A correction is a further version with a note; it tells nothing apart that was told together before.",
    ),
)


def columns() -> list[Column]:
    """Return the columns of the table, in their order."""
    return [Column(name=name, type=kind, says=both(said)) for name, (kind, said) in COLUMNS.items()]
