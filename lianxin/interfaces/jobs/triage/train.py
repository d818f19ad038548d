"""`lianxin triage train`: learn which label a text has from a table of decided ones."""

import argparse
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.followers.triage.classify import learning, store
from lianxin.interfaces.jobs.progress import bar
from lianxin.interfaces.jobs.triage import Say, Subcommand, files

STEPS = learning.FOLDS + 2


def _options(parser: argparse.ArgumentParser) -> None:
    files.options(parser)
    files.label_option(parser)


def _run(options: Mapping[str, object], say: Say) -> None:
    asked = files.Asked.of(options)
    column = str(options["label_column"])
    rows = files.rows(asked.input, [*asked.text_columns, column])
    texts = [files.compact(row, asked.text_columns) for row in rows]
    labels = [row[column] for row in rows]
    with bar(_("learning"), STEPS) as progress:
        learnt = learning.learn(texts, labels, progress=progress)
    data = {
        "file": asked.input.name,
        "sha256": files.digest(asked.input),
        "rows": len(rows),
        "text_columns": asked.text_columns,
        "label_column": column,
    }
    store.save(learnt, asked.model, at=timezone.now(), data=data)
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


SUBCOMMAND = Subcommand(
    help="learn from a table of decided requests; the model in use stays until the new one is whole",
    options=_options,
    run=_run,
)
