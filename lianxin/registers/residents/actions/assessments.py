"""Keeping the assessments: each is recorded once, with its words or its document, and never changed."""

from datetime import date, datetime

from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents.models import Assessment
from lianxin.registers.residents.rules import assessments as rules


@ledger.deed
def record_assessment(
    *,
    title: str,
    text: str,
    outcome: rules.Outcome,
    done_on: date,
    document: files.Prepared | None = None,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Record an assessment; it is kept at least for as long as the profile in force says."""
    on, has_file = day_of(at), document is not None
    rules.recording(by, title=title, text=text, has_file=has_file, done_on=done_on, on=on)
    days = policies.limits("", on).span(Limit.ASSESSMENT_KEPT).amount
    row = Assessment(done_on=done_on, outcome=outcome.value, kept_until=rules.after(done_on, days))
    ledger.create(row)
    kept = files.keep([document] if document else [], about="assessment", about_id=row.pk)
    words = {"title": title.strip(), "text": text.strip()}
    return ledger.record(
        rules.RECORDED,
        about=row,
        by=by,
        at=at,
        key=key,
        words={name: said for name, said in words.items() if said}
        | {f"file:{place}": file.bound for place, file in enumerate(kept)},
        done_on=row.done_on,
        outcome=row.outcome,
        kept_until=row.kept_until,
        sha256=document.sha256 if document else "",
    )
