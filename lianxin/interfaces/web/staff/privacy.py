"""What is kept of residents, for how long, and what each run has erased: a page, and a table to take along."""

import csv
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import data_words
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import TimeLimits
from lianxin.registers.residents import queries
from lianxin.registers.residents.rules.retention import RUN, TABLE

MANY = 5000  # runs in the table to take along: more than ten years of them


@shell.page(*shell.WATCHERS)
@require_safe
def overview(request: StaffRequest) -> HttpResponseBase:
    """Show how long each class of data is kept, and the newest runs with their counts."""
    limits = _limits(request.actor.division, timezone.localdate())
    context = {
        "classes": [
            {
                "data": data_words.DATA[rule.data],
                "kept": data_words.kept(rule.kept, limits),
                "since": data_words.SINCE[rule.since],
                "fate": data_words.FATE[rule.fate],
            }
            for rule in TABLE
        ],
        "runs": [
            {
                "run": run,
                "parts": [(data_words.DATA[part.data], part) for part in run.parts],
            }
            for run in queries.runs(request.actor)
        ],
    }
    return shell.show(request, "staff/privacy.html", context)


@shell.page(*shell.WATCHERS)
@require_safe
def report(request: StaffRequest) -> HttpResponseBase:
    """Return every run as a table: what was due and what was done, class by class."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="retention.csv"'
    answer.write("\ufeff")  # a mark, so that spreadsheets take it for UTF-8
    table = csv.writer(answer)
    counts = [f"{rule.data}_{count}" for rule in RUN for count in ("due", "done")]
    table.writerow(["run", "on", "began_at", "ended_at", *counts])
    for run in queries.runs(request.actor, limit=MANY):
        parts = {part.data: part for part in run.parts}
        done = [count for rule in RUN for count in (parts[rule.data].due, parts[rule.data].done)]
        ended = run.ended_at.isoformat() if run.ended_at else ""
        table.writerow([run.run_id, run.on, run.began_at.isoformat(), ended, *done])
    return answer


def _limits(division: str, on: date) -> TimeLimits | None:
    try:
        return policies.limits(division, on)
    except Refusal:
        return None
