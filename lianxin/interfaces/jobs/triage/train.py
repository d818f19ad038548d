"""`lianxin triage train`: learn from a table of decided requests, or from the city's own decisions."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.followers.triage.classify import learning, store
from lianxin.followers.triage.classify.learning import Learnt
from lianxin.interfaces.jobs.progress import bar
from lianxin.interfaces.jobs.triage import Say, Subcommand, files, own

STEPS = learning.FOLDS + 2
WITH_A_TABLE = ("text_columns", "label_column", "model")


def _options(parser: argparse.ArgumentParser) -> None:
    files.options(parser, required=False)
    files.label_option(parser, required=False)
    for name, what in (("since", "first"), ("until", "last")):
        parser.add_argument(
            f"--{name}",
            type=date.fromisoformat,
            metavar="DAY",
            help=f"without --input: the {what} day on which requests ended that are learnt from",
        )


def _run(options: Mapping[str, object], say: Say) -> None:
    if options["input"] is None:
        own.train(options, say, learn=_learn)
        return
    if not all(options[name] for name in WITH_A_TABLE):
        raise CommandError(
            _("With --input, also give --text-column, --label-column and --model."), returncode=2
        )
    asked = files.Asked.of(options)
    column = str(options["label_column"])
    rows = files.rows(asked.input, [*asked.text_columns, column])
    texts = [files.compact(row, asked.text_columns) for row in rows]
    learnt = _learn(texts, [row[column] for row in rows], say)
    data = {
        "file": asked.input.name,
        "sha256": files.digest(asked.input),
        "rows": len(rows),
        "text_columns": asked.text_columns,
        "label_column": column,
    }
    store.save(learnt, asked.model, at=timezone.now(), data=data)


def _learn(
    texts: Sequence[str], labels: Sequence[str], say: Say, described: own.Described = ()
) -> Learnt:
    """Learn with a bar, and say what came of it."""
    with bar("learning", STEPS) as progress:
        learnt = learning.learn(texts, labels, described=described, progress=progress)
    if learnt.left_out:
        say(
            _("Left out, with a single text each: %(labels)s")
            % {"labels": ", ".join(learnt.left_out)}
        )
    said = {"rows": learnt.rows, "labels": len(learnt.model.labels), "f1": learnt.report.macro_f1}
    say(
        _(
            "Learnt from %(rows)d texts with %(labels)d labels; on texts held back: macro-F1 %(f1).3f"
        )
        % said
    )
    return learnt


SUBCOMMAND = Subcommand(
    help="learn from a table of decided requests, or without one from this city's own decisions; "
    "the model in use stays until the new one is whole, and better",
    options=_options,
    run=_run,
)
