"""Making a version of a month: its open data and its report in each language, put before people as a draft."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from lianxin.followers.insight import actions, publication
from lianxin.followers.insight.queries import opendata
from lianxin.followers.insight.queries import publication as published
from lianxin.followers.insight.rules import opendata as rules
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import day_of
from lianxin.interfaces.web.publication import cases, data, material, paper, report
from lianxin.interfaces.web.publication.columns import LANGUAGES

BY = Actor.system("publish")
STEPS = 2 + 2 * len(LANGUAGES)  # that a progress bar counts


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was made: which row, which version, of how many requests."""

    publication_id: int
    version: int
    requests: int


def draft(month: str, *, note: str, at: datetime, done: Callable[[int], object]) -> Made:
    """Make a version of a month and put it before people; killed anywhere it is there as a whole or not at all."""
    on = day_of(at)
    rules.period(month, on=on)
    version, _row = published.due(month, note)
    paper.has_font()
    with publication.alone():
        told = opendata.month(month, at=at, on=on, before=before(month))
        files = data.files(told, version=version, note=note, on=on)
        done(1)
        files |= _report(told, version=version, note=note, at=at, done=done)
        sha256 = publication.put(files)
        entry = actions.draft_publication(
            month=month,
            version=version,
            sha256=sha256,
            note=note,
            by=BY,
            at=at,
            key=f"publish:{month}:{sha256[:32]}:{at.isoformat()}".replace(" ", ""),
        )
        publication.sweep(published.kept())
        done(1)
    return Made(publication_id=entry.about_id, version=version, requests=told.total)


def _report(
    told: rules.Month, *, version: int, note: str, at: datetime, done: Callable[[int], object]
) -> dict[str, bytes]:
    on, files = day_of(at), {}
    found = cases.of_month(rules.period(told.month, on=on), on=on)
    gathered = material.gathered(told, version=version, note=note, at=at, on=on, cases=found)
    for language in LANGUAGES:
        with translation.override(language):
            said = report.composed(gathered, language)
            files[f"report.{language}.html"] = paper.as_html(said)
            done(1)
            files[f"report.{language}.pdf"] = paper.as_pdf(said, at=at)
            done(1)
    return files


def before(month: str) -> rules.Cut | None:
    """Return how the month was told last, where it was released."""
    row = published.released(month)
    return None if row is None else data.cut(publication.read(row.sha256, data.TABLE))
