"""The console command `lianxin`: our verbs, and Django's management commands behind them."""

import os
import sys

HELP = """\
Lianxin 连心桥: a resident's request, from intake to a confirmed answer.

  lianxin demo              a lively demo city with its web server and worker, in one command
  lianxin migrate           make or update the tables of the database
  lianxin setup             the calendar, the time limits and the first administrator
  lianxin notice FILE       the days of a notice on holidays; open promises move with them
  lianxin password NAME     a first password for a member of staff
  lianxin serve             the web server
  lianxin worker            the sealer, the followers and the due dates, in the background
  lianxin import KIND FILE  divisions, units, grids, staff, categories, duties, catalogue, tickets
  lianxin verify            hold the ledger, one ticket or one receipt against what was sealed
  lianxin retention         erase what is no longer needed (the worker does it daily); --dry-run counts
  lianxin triage            learn from decided requests, suggest for others, find the same problem again
  lianxin keys              the installation's keys: list them, or add a new one of a purpose
  lianxin bench NAME        measure, as a ratio to a reference of the same run
  lianxin document          write the generated pages of the documentation
  lianxin settings          every environment variable, what it is for and its value now

  lianxin VERB --help       more about one verb
  lianxin help              every verb, Django's own among them
"""


def main() -> None:
    """Run one verb, as `lianxin --help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    if sys.argv[1:] in ([], ["-h"], ["--help"]):
        sys.stdout.write(HELP)
        return
    os.umask(0o077)  # whatever a verb writes, its owner alone reads
    from django.core.management import (
        execute_from_command_line,
    )  # after --help, which needs no settings

    execute_from_command_line(sys.argv)
