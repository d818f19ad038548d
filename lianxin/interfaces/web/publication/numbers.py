"""Months and figures as the report writes them: never with a count of one to four behind them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import pgettext

from lianxin.followers.insight.queries.figures import MEASURES
from lianxin.followers.insight.rules.figures import Measure, Result
from lianxin.followers.insight.rules.suppression import FEWEST


def named_month(month: str) -> str:
    """Return a month as people write it."""
    return date_format(date.fromisoformat(f"{month}-01"), "YEAR_MONTH_FORMAT")


def tell(code: str, result: Result) -> str:
    """Return a figure without a count of fewer than five behind it."""
    if result.value is None:
        return pgettext("report", "n/a")
    match MEASURES[code]:
        case Measure.COUNT:
            few = 0 < result.value < FEWEST
            return pgettext("report", "fewer than five") if few else f"{result.value:,.0f}"
        case Measure.DAYS:
            if result.of < FEWEST:
                return pgettext("report", "fewer than five")
            return pgettext("report", "%(middle).1f (nine of ten: %(most).1f)") % {
                "middle": result.value,
                "most": result.high,
            }
        case Measure.POINTS:
            return f"{result.value:.1f}" if result.of >= FEWEST else pgettext("report", "n/a")
        case _:
            return _share(result)


def _share(result: Result) -> str:
    hits = (result.value or 0) * result.of
    of = {"of": result.of}
    if result.of < FEWEST:
        return pgettext("report", "of fewer than five")
    if 0 < hits < FEWEST:
        return pgettext("report", "fewer than five of %(of)d") % of
    if 0 < result.of - hits < FEWEST:
        return pgettext("report", "all but fewer than five of %(of)d") % of
    share = {"share": 100 * (result.value or 0), **of}
    return pgettext("report", "%(share).1f %% of %(of)d") % share
