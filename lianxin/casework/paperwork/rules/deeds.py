"""The verbs of a table and of what is filled in; a fact that bears a column's name changes the column."""

from datetime import date, datetime

from lianxin.foundation.ledger.rules import declare

NOW: dict[str, type] = {"state": str}
ASKED: dict[str, type] = {
    "asker_id": int,
    "unit_ids": list,
    "rhythm": str,
    "first_on": date,
    "ends_on": date,
    "due_days": int,
    "based_on": date,
    "fields": int,
    "photos": int,
    "known": int,
}

PROPOSED = declare("table.proposed", **NOW, **ASKED)
REPEATED = declare("table.refused_as_repeat", **NOW, **ASKED, repeats_id=int)
NOTED = declare("table.noted", **NOW, **ASKED, opened_on=date)
CHECKED = declare("table.checked", **NOW)
REFUSED = declare("table.refused", **NOW, repeats_id=int)
OPENED = declare("table.opened", **NOW, opened_on=date)
PAUSED = declare("table.paused", **NOW)
RESUMED = declare("table.resumed", **NOW)
ENDED = declare("table.ended", **NOW, ended_on=date)
TEMPLATE_SET = declare("table.template_set", template_size=int)

COLUMNS = frozenset({*NOW, *ASKED, "repeats_id", "opened_on", "ended_on", "template_size"})
PROPOSALS = frozenset({PROPOSED, REPEATED, NOTED})

PERIOD: dict[str, type] = {"table_id": int, "filler_id": int, "first_on": date, "last_on": date}
DONE: dict[str, type] = {"version": int, "handed_in_at": datetime, "minutes": int}
SAVED = declare("filing.saved", **PERIOD)
HANDED_IN = declare("filing.handed_in", **PERIOD, **DONE)
CORRECTED = declare("filing.corrected", **DONE)
FILED = frozenset({HANDED_IN, CORRECTED})

FILING_COLUMNS = frozenset({*PERIOD, *DONE})
