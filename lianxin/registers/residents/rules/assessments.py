"""Assessments of what a processing of personal data means for people (PIPL 55, 56): done before it begins."""

from datetime import date, timedelta
from enum import StrEnum

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed, Refusal
from lianxin.foundation.text import says_anything
from lianxin.registers.residents.rules.retention import READERS

RECORDED = declare("assessment.recorded", done_on=date, outcome=str, kept_until=date, sha256=str)
LONGEST = 10_000
TITLE = 120


class Outcome(StrEnum):
    """What an assessment came to."""

    MAY = "may"  # it may begin
    WITH_MEASURES = "with_measures"  # it may begin once the named measures are taken
    MAY_NOT = "may_not"


class NoAssessment(Refusal):
    """An assessment has a title, and says something or brings a document."""


class NotYetDone(Refusal):
    """An assessment that lies in the future has not been done."""


def recording(by: Actor, *, title: str, text: str, has_file: bool, done_on: date, on: date) -> None:
    """Refuse who does not keep this register, an assessment without words, and one of tomorrow."""
    if by.role is not Role.ADMINISTRATOR:
        raise NotAllowed(role=by.role)
    if not says_anything(title) or len(title) > TITLE or len(text) > LONGEST:
        raise NoAssessment
    if not (says_anything(text) or has_file):
        raise NoAssessment
    if done_on > on:
        raise NotYetDone(on=on)


def after(done_on: date, days: int) -> date:
    """Return the day until which an assessment is kept at least."""
    return done_on + timedelta(days=days)


def reading(by: Actor) -> None:
    """Refuse who may not read the register."""
    if by.role not in READERS:
        raise NotAllowed(role=by.role)
