"""Opening hours as people say them: whether a place is open now, its week, and days that differ."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import pgettext_lazy as _

from lianxin.foundation.time import day_of, local
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.places.rules import PlaceKind, Span, Spans, Standing, Week
from lianxin.registers.places.rules.hours import MIDNIGHT

KIND: Mapping[str, str | Promise] = {
    PlaceKind.GOVERNMENT_HALL: _("service place", "Government service hall"),
    PlaceKind.PARTY_CENTRE: _("service place", "Party and community service centre"),
    PlaceKind.COMMUNITY_CENTRE: _("service place", "Community service centre"),
    PlaceKind.SERVICE_STATION: _("service place", "Service station"),
}
ROUND_THE_CLOCK = (Span(0, MIDNIGHT),)


def clock(minute: int) -> str:
    """Return a time of day as it stands on a door: 8:30, 24:00."""
    return f"{minute // 60}:{minute % 60:02}"


def times(spans: Spans) -> str:
    """Return the times of one day; the noon break is what lies between two of them."""
    if spans == ROUND_THE_CLOCK:
        return now("round the clock")
    written = [f"{clock(one.opens)}–{clock(one.closes)}" for one in spans]
    return now(", ").join(written) or now("closed")


def week(given: Week) -> Iterator[tuple[str, str]]:
    """Yield the days of a week that have the same times together, with these times."""
    for spans, group in groupby(range(7), key=lambda day: given[day]):
        days = list(group)
        said = {"first": str(WEEKDAYS[days[0]]), "last": str(WEEKDAYS[days[-1]])}
        several = now("%(first)s to %(last)s") % said
        yield (several if len(days) > 1 else said["first"]), times(spans)


def standing(found: Standing, at: datetime) -> str:
    """Return in one line whether a place is open, and when that changes."""
    if found.until is None:
        return (
            now("Open now, round the clock") if found.open else now("Closed until further notice")
        )
    until = local(found.until)
    away = (until.date() - day_of(at)).days
    said = {"time": clock(until.hour * 60 + until.minute), "day": govuk_day(until)}
    if found.open:
        if away and not (away == 1 and until.hour == until.minute == 0):
            return now("Open now, until %(day)s, %(time)s") % said
        return now("Open now, until %(time)s") % {"time": "24:00" if away else said["time"]}
    later = {
        0: now("Closed now; opens today at %(time)s"),
        1: now("Closed now; opens tomorrow at %(time)s"),
    }
    return later.get(away, now("Closed now; opens on %(day)s at %(time)s")) % said
