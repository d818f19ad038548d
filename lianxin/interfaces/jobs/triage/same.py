"""`lianxin triage same`: how sure it is that two messages are about the same problem and place."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from lianxin.followers.triage.rules import pairs
from lianxin.interfaces.exchange.tables import Row, read_table
from lianxin.interfaces.jobs.rejects import rejects
from lianxin.interfaces.jobs.triage import Say, Subcommand
from lianxin.interfaces.jobs.triage import messages as files
from lianxin.interfaces.jobs.triage.messages import Counting

COLUMNS = ("pair_id", "id_a", "id_b")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--messages", type=Path, required=True, help="CSV: id, title, detail, time")
    parser.add_argument("--pairs", type=Path, required=True, help="CSV: pair_id, id_a, id_b")
    parser.add_argument("--output", type=Path, required=True, help="the pairs with their score")


def _run(options: Mapping[str, object], say: Say) -> None:
    told, asked, output = (Path(str(options[name])) for name in ("messages", "pairs", "output"))
    with rejects(None, say) as tell:
        refuse = Counting(tell=tell)
        rows = read_table(asked, columns=COLUMNS)
        messages = files.read(told, refuse)
        places = {one: place for place, one in enumerate(messages)}
        known = dict(_known(rows, places, refuse))
    problems = files.compared(messages)
    ones, others = (
        np.array([places[row[key]] for row in known.values()], int) for key in COLUMNS[1:]
    )
    scores = dict(zip(known, problems.scores(ones, others).tolist(), strict=True))
    header = [name for name in rows[0][1] if name != "score"] if rows else list(COLUMNS)
    written = (
        [*(row[name] for name in header), f"{scores[line]:.6f}" if line in scores else ""]
        for line, row in rows
    )
    files.write(output, [*header, "score"], written)
    same = sum(score >= pairs.SAME for score in scores.values())
    sentence = _(
        "%(rows)d pairs scored, %(same)d of them about the same problem at the same place."
    )
    say(sentence % {"rows": len(scores), "same": same})
    refuse.leave()


def _known(
    rows: list[tuple[int, Row]], places: Mapping[str, int], refuse: Counting
) -> Iterator[tuple[int, Row]]:
    """Yield the pairs whose messages are known; of the others, say which message is not."""
    for line, row in rows:
        missing = [row[key] for key in COLUMNS[1:] if row[key] not in places]
        if missing:
            named = {"ids": ", ".join(one or "–" for one in missing)}
            refuse(line, row["pair_id"], _("No message has this id: %(ids)s.") % named)
        else:
            yield line, row


SAME = Subcommand(
    help="Score pairs of messages: are both about the same problem at the same place?",
    options=_options,
    run=_run,
)
