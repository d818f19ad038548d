"""`lianxin triage evaluate`: hold a model's suggestions against what people decided."""

import argparse
from collections.abc import Mapping

from django.utils.translation import gettext as _

from lianxin.followers.triage.classify import store
from lianxin.followers.triage.rules import measures
from lianxin.interfaces.jobs.triage import Say, Subcommand, files
from lianxin.interfaces.jobs.triage.predict import suggestions


def _options(parser: argparse.ArgumentParser) -> None:
    files.options(parser)
    files.label_option(parser)


def _run(options: Mapping[str, object], say: Say) -> None:
    asked = files.Asked.of(options)
    column = str(options["label_column"])
    learnt, _said = store.load(asked.model)
    rows = [row for row in files.rows(asked.input, [*asked.text_columns, column]) if row[column]]
    found = suggestions(learnt, [files.compact(row, asked.text_columns) for row in rows])
    truth = [row[column] for row in rows]
    tell(
        measures.report(truth, [one.label for one in found], [one.confidence for one in found]),
        say,
    )


def tell(report: measures.Report, say: Say) -> None:
    """Print the figures of a measurement."""
    head = (_("precision"), _("recall"), _("F1"), _("count"), _("label"))
    say("{:>9} {:>9} {:>9} {:>7}  {}".format(*head))
    for label, one in report.labels.items():
        say(f"{one.precision:9.3f} {one.recall:9.3f} {one.f1:9.3f} {one.count:7d}  {label}")
    say(_("macro-F1: %(figure).4f") % {"figure": report.macro_f1})
    say(
        _("calibration error (ECE, %(bins)d bins of equal mass): %(figure).4f")
        % {"bins": measures.BINS, "figure": report.calibration_error}
    )
    say(
        _("coverage at %(precision)d %% precision: %(figure).4f")
        % {"precision": round(100 * measures.PRECISION), "figure": report.coverage}
    )
    if report.worst:
        truth, called, often = report.worst
        said = {"truth": truth, "called": called, "count": often}
        say(_("the confusion that hurts most: %(truth)s called %(called)s, %(count)d times") % said)


SUBCOMMAND = Subcommand(
    help="print precision, recall and F1 of each label, how calibrated the confidences are, and the worst confusion",
    options=_options,
    run=_run,
)
