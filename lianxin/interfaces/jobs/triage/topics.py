"""`lianxin triage topics`: which messages are about one problem, and what wider theme it has."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.followers.triage.similar.themes import themes
from lianxin.interfaces.jobs.rejects import rejects
from lianxin.interfaces.jobs.triage import Say, Subcommand
from lianxin.interfaces.jobs.triage import messages as files
from lianxin.interfaces.jobs.triage.messages import Counting


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--messages", type=Path, required=True, help="CSV: id, title, detail, time")
    parser.add_argument("--output", type=Path, required=True, help="id, problem, topic")


def _run(options: Mapping[str, object], say: Say) -> None:
    with rejects(None, say) as tell:
        refuse = Counting(tell=tell)
        messages = files.read(Path(str(options["messages"])), refuse)
    problems = files.compared(messages)
    ids, names = list(messages), themes(problems)
    # a problem keeps its name as it grows: that of the message that told it first
    first = {place: ids[group[0]] for group in problems.groups() for place in group}
    rows = ((one, first[place], names[place]) for place, one in enumerate(ids))
    files.write(Path(str(options["output"])), ("id", "problem", "topic"), rows)
    said = {"rows": len(ids), "problems": len(problems.groups()), "topics": len(set(names))}
    say(_("%(rows)d messages: %(problems)d problems, %(topics)d topics.") % said)
    refuse.leave()


TOPICS = Subcommand(
    help="Put messages about the same problem at the same place together, and name wider themes.",
    options=_options,
    run=_run,
)
