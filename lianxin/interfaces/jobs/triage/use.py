"""`lianxin triage use`: take a version of the classifier into use, for instance an earlier one again."""

import argparse
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.followers.triage import actions
from lianxin.followers.triage.classify import shelf
from lianxin.followers.triage.rules import versions
from lianxin.foundation.actor import Actor
from lianxin.interfaces.jobs.triage import Say, Subcommand

BY = Actor.system("triage")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "version",
        metavar="VERSION",
        help="as the model page and `train` name it; cold-start: none of them",
    )


def _run(options: Mapping[str, object], say: Say) -> None:
    version = str(options["version"])
    if version == versions.COLD_START:
        take("", "")
        say(_("No learnt model is in use any more: categories speak by their own words."))
        return
    _model, _said, sha256 = shelf.take(version)
    take(version, sha256)
    say(_("In use now: %(version)s.") % {"version": version})


def take(version: str, sha256: str, *, seen: int | None = None) -> None:
    """Take a version into use; each time is a deed of its own."""
    at = timezone.now()
    key = f"triage:use:{at.isoformat()}"
    actions.use(version=version, sha256=sha256, by=BY, at=at, key=key, seen=seen)


SUBCOMMAND = Subcommand(
    help="take a version of the classifier into use, for instance an earlier one again",
    options=_options,
    run=_run,
)
