"""What the record says about each pattern, by unit: counts for the tests, and the requests behind a question."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from lianxin.casework.tickets.rules import deeds
from lianxin.followers.insight.queries.figures import reader
from lianxin.followers.insight.queries.reading import Reader
from lianxin.followers.insight.rules import patterns
from lianxin.followers.insight.rules.figures import FEWEST_STAFF
from lianxin.followers.insight.rules.patterns import Counted, Null, Pattern, Question
from lianxin.foundation.actor import Role
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.orgs import queries as orgs

LONGEST = timedelta(days=92)  # that a request looked at may have been open before the month
SHOWN = 100  # requests behind a question
HOUR = 3600
DAY = 24 * HOUR


class Month(NamedTuple):
    """The month that is looked at: its first day, the first day after it, and the working days around it."""

    first: date
    end: date
    working: Sequence[date] = ()

    @property
    def within(self) -> str:
        """Return the condition that an event lies in the month."""
        return (
            f"e.\"on\" >= DATE '{self.first}' AND e.\"on\" < DATE '{self.end}' AND NOT e.imported"
        )

    @property
    def before(self) -> date:
        """Return the first day on which what led to an event is looked for."""
        return self.first - LONGEST


def _listed(*codes: str) -> str:
    return ", ".join(f"'{code}'" for code in codes)


# Each pattern as rows: the unit, the request, whether it is a case (or what the cases are held
# against), whether it has the mark, and the case's own chance where the null model is one of exposure.
def _late_exclusions(month: Month) -> str:
    last = month.end - timedelta(days=patterns.LAST_DAYS)
    own = _listed(deeds.EXCLUSION_PROPOSED, deeds.SIGNED, deeds.CONTACTED, deeds.REPLIED)
    return f"""
        SELECT lead_unit_id AS unit, ticket, verb = '{deeds.EXCLUSION_PROPOSED}' AS is_case,
            "on" >= DATE '{last}' AS marked, 0.0 AS chance
        FROM events e WHERE {month.within} AND verb IN ({own})"""  # noqa: S608  our own words and days


def _repeated_calls(month: Month) -> str:
    return f"""
        SELECT e.lead_unit_id AS unit, e.ticket, count(c.seq) >= 2 AS is_case,
            any_value(t.rating) >= 4 AS marked, 0.0 AS chance
        FROM events e JOIN tickets t ON t.ticket = e.ticket
        LEFT JOIN events c ON c.ticket = e.ticket AND c.seq < e.seq AND c.verb = '{deeds.CALL_TRIED}'
            AND c.role = '{Role.CALLER}' AND c."on" >= DATE '{month.before}'
        WHERE {month.within} AND e.verb = '{deeds.CONFIRMED}' AND e.role = '{Role.CALLER}'
            AND t.rating IS NOT NULL
        GROUP BY e.lead_unit_id, e.ticket, e.seq"""  # noqa: S608  our own words and days


def _just_before_due(month: Month) -> str:
    heap, before = (int(one.total_seconds()) for one in (patterns.HEAP, patterns.BEFORE))
    return f"""
        SELECT unit, ticket, lag < {DAY} AS is_case, lag % {DAY} < {heap} AS marked, 0.0 AS chance
        FROM (
            SELECT e.lead_unit_id AS unit, e.ticket, epoch({_due()})::BIGINT - epoch(e.at)::BIGINT AS lag
            FROM events e JOIN tickets t ON t.ticket = e.ticket
            WHERE {month.within} AND e.verb = '{deeds.REPLIED}')
        WHERE lag >= 0 AND lag < {(patterns.DAYS_BEFORE + 1) * DAY} AND lag % {DAY} < {before}"""  # noqa: S608  our own words and days


def _due() -> str:
    """Return by when a request was to be answered: a hold puts it off after the deed that is looked at."""
    return "CASE WHEN t.holds = 0 THEN t.current_promise_at ELSE t.promise_at END"


def _contacted_at_once(month: Month) -> str:
    soon = int(patterns.AT_ONCE.total_seconds())
    return f"""
        SELECT e.lead_unit_id AS unit, e.ticket, true AS is_case,
            epoch(t.contacted_at) - epoch(t.signed_at) <= {soon} AS marked, 0.0 AS chance
        FROM events e JOIN tickets t ON t.ticket = e.ticket AND t.contacted_at = e.at
        WHERE {month.within} AND e.verb = '{deeds.CONTACTED}' AND t.signed_at IS NOT NULL"""  # noqa: S608  our own words and days


def _holds_before_due(month: Month) -> str:
    days = ", ".join(f"DATE '{day}'" for day in month.working)
    between = f"len(list_filter([{days}]::DATE[], lambda x: x BETWEEN given AND due))"
    return f"""
        SELECT unit, ticket, true AS is_case, asked = due AS marked, 1.0 / {between} AS chance
        FROM (
            SELECT e.lead_unit_id AS unit, e.ticket, e."on" AS asked, t.dispatched_at::DATE AS given,
                (t.promise_at - INTERVAL 1 MICROSECOND)::DATE AS due
            FROM events e JOIN tickets t ON t.ticket = e.ticket
            WHERE {month.within} AND e.verb = '{deeds.HOLD_ASKED}' AND e.at < t.promise_at)
        WHERE {between} >= 2"""  # noqa: S608  our own words and days


def _withdrawn_after_calls(month: Month) -> str:
    soon = int(patterns.CALLED.total_seconds())
    asked = _listed(deeds.WITHDRAWN, deeds.ADDED, deeds.HURRIED)
    calls = _listed(deeds.CONTACTED, deeds.CALL_TRIED)
    units = _listed(Role.HANDLER, Role.UNIT_LEAD, Role.GRID_WORKER)
    return f"""
        SELECT e.lead_unit_id AS unit, e.ticket, e.verb = '{deeds.WITHDRAWN}' AS is_case,
            coalesce(min(epoch(e.at) - epoch(c.at)) <= {soon}, false) AS marked, 0.0 AS chance
        FROM events e
        LEFT JOIN events c ON c.ticket = e.ticket AND c.seq < e.seq AND c.verb IN ({calls})
            AND c.role IN ({units}) AND c."on" >= DATE '{month.before}'
        WHERE {month.within} AND e.verb IN ({asked}) AND e.role <> '{Role.HELPER}'
        GROUP BY e.lead_unit_id, e.ticket, e.seq, e.verb"""  # noqa: S608  our own words and days


ROWS: Mapping[Pattern, Callable[[Month], str]] = {
    Pattern.LATE_EXCLUSIONS: _late_exclusions,
    Pattern.REPEATED_CALLS: _repeated_calls,
    Pattern.JUST_BEFORE_DUE: _just_before_due,
    Pattern.CONTACTED_AT_ONCE: _contacted_at_once,
    Pattern.HOLDS_BEFORE_DUE: _holds_before_due,
    Pattern.WITHDRAWN_AFTER_CALLS: _withdrawn_after_calls,
}


def counted(record: Reader, month: Month, units: set[int]) -> list[Counted]:
    """Return what was counted of some units in a month, for every pattern."""
    return [one for pattern in Pattern for one in _counted(record, month, pattern, units)]


def _counted(record: Reader, month: Month, pattern: Pattern, units: set[int]) -> list[Counted]:
    rows = record.read(
        f"""
        SELECT unit, count(*) FILTER (is_case) AS cases,
            count(*) FILTER (is_case AND marked) AS hits,
            count(*) FILTER (NOT is_case) AS against,
            count(*) FILTER (NOT is_case AND marked) AS marked,
            coalesce(avg(chance) FILTER (is_case), 0) AS chance
        FROM ({ROWS[pattern](month)}) WHERE unit IS NOT NULL GROUP BY unit ORDER BY unit"""  # noqa: S608  our own words and days
    )
    cases, hits = sum(row["cases"] for row in rows), sum(row["hits"] for row in rows)
    made = []
    for row in rows:
        if patterns.NULLS[pattern] is Null.OTHERS:
            row |= {"against": cases - row["cases"], "marked": hits - row["hits"]}
        one = Counted(pattern=pattern, unit_id=row.pop("unit"), **row)
        if one.unit_id in units and one.cases:
            made.append(one)
    return made


def behind(record: Reader, month: Month, one: Counted) -> list[int]:
    """Return the requests behind a question: the cases with the mark."""
    rows = record.read(
        f"""
        SELECT DISTINCT ticket FROM ({ROWS[one.pattern](month)})
        WHERE unit = {int(one.unit_id)} AND is_case AND marked ORDER BY ticket LIMIT {SHOWN}"""  # noqa: S608  our own words and days
    )
    return [row["ticket"] for row in rows]


class Found(NamedTuple):
    """A question with the requests behind it, and among how many tests it was asked."""

    question: Question
    tickets: list[int]
    tests: int


def questions(first: date, end: date, *, on: date) -> list[Found]:
    """Return the questions of a month about units of five people or more, or refuse: there is no record."""
    record = reader(Path(settings.LIANXIN_INSIGHT))
    month = Month(first, end, _working(first - LONGEST, end + LONGEST))
    seen = counted(record, month, orgs.units_with_staff(FEWEST_STAFF, on))
    tests = sum(patterns.testable(one) for one in seen)
    return [
        Found(one, behind(record, month, one.counted), tests) for one in patterns.questions(seen)
    ]


def _working(first: date, end: date) -> list[date]:
    calendar = calendars.calendar()
    days = (first + timedelta(days=n) for n in range((end - first).days))
    return [day for day in days if calendar.is_working_day(day)]
