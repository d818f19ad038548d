"""The console command `lianxin`: our verbs, and Django's management commands behind them."""

import os
import sys

from lianxin.interfaces.jobs import language

# said before there are any settings, so by `language.said`; their Chinese stands in the catalogue beside
TITLE = "Lianxin: a resident's request, from intake to a confirmed answer."
VERBS = (
    ("demo", "a lively demo city with its web server and worker, in one command"),
    ("migrate", "make or update the tables of the database"),
    ("setup", "the calendar, the time limits and the first administrator"),
    ("notice FILE", "the days of a notice on holidays; open promises move with them"),
    ("password NAME", "a first password for a member of staff"),
    ("serve", "the web server"),
    ("worker", "the sealer, the followers and the due dates, in the background"),
    (
        "import KIND FILE",
        "divisions, units, grids, staff, categories, duties, catalogue, tickets",
    ),
    ("verify", "hold the ledger, one ticket or one receipt against what was sealed"),
    (
        "retention",
        "erase what is no longer needed (the worker does it daily); --dry-run counts",
    ),
    (
        "triage",
        "learn from decided requests, suggest for others, find the same problem again",
    ),
    ("insight rebuild", "make the record from which figures are counted anew from the ledger"),
    ("keys", "the installation's keys: list them, or add a new one of a purpose"),
    ("bench NAME", "measure, as a ratio to a reference of the same run"),
    ("document", "write the generated pages of the documentation"),
    ("settings", "every environment variable, what it is for and its value now"),
)
MORE = (
    ("VERB --help", "more about one verb"),
    ("help", "every verb, Django's own among them"),
)


def main() -> None:
    """Run one verb, as `lianxin --help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    if sys.argv[1:] in ([], ["-h"], ["--help"]):
        sys.stdout.write(told())
        return
    os.umask(0o077)  # whatever a verb writes, its owner alone reads
    from django.core.management import (
        execute_from_command_line,
    )  # after --help, which needs no settings

    execute_from_command_line(sys.argv)


def told() -> str:
    """Return the list of verbs in the terminal's language."""
    first, more = (
        "".join(f"  lianxin {verb:17} {language.said(what)}\n" for verb, what in listed)
        for listed in (VERBS, MORE)
    )
    return f"{language.said(TITLE)}\n\n{first}\n{more}"
