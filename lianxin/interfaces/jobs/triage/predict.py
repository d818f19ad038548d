"""`lianxin triage predict`: write a label and its confidence beside each row of a table."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.followers.triage.classify import grams, store
from lianxin.followers.triage.classify.model import Model, Suggestion
from lianxin.interfaces.jobs.progress import bar
from lianxin.interfaces.jobs.triage import Say, Subcommand, files


def suggestions(model: Model, texts: list[str]) -> list[Suggestion]:
    """Return a suggestion for each compact text, with a bar."""
    found: list[Suggestion] = []
    with bar("suggesting", len(texts)) as progress:
        for start in range(0, len(texts), grams.AT_ONCE):
            part = texts[start : start + grams.AT_ONCE]
            found += model.suggest(part)
            progress(len(part))
    return found


def _options(parser: argparse.ArgumentParser) -> None:
    files.options(parser)
    parser.add_argument("--output", type=Path, required=True, help="the CSV file to write")


def _run(options: Mapping[str, object], say: Say) -> None:
    asked = files.Asked.of(options)
    learnt, _said = store.load(asked.model)
    rows = files.rows(asked.input, asked.text_columns)
    texts = [files.compact(row, asked.text_columns) for row in rows]
    table = [
        {**row, "predicted": one.label, "confidence": f"{one.confidence:.4f}"}
        for row, one in zip(rows, suggestions(learnt, texts), strict=True)
    ]
    files.write(Path(str(options["output"])), table)
    if empty := sum(not text for text in texts):
        say(_("%(count)d rows hold no text: nothing speaks for their label.") % {"count": empty})
    say(_("%(rows)d rows written.") % {"rows": len(table)})


SUBCOMMAND = Subcommand(
    help="write what the model suggests, and how sure it is, beside each row of a table",
    options=_options,
    run=_run,
)
