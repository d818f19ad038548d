"""Reads of the questions: who sees which, what was answered, and the requests behind one."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, QuerySet

from lianxin.casework.oversight.models import Question
from lianxin.casework.oversight.rules import questions as rules
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.chapters import Chapter, chapter
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotFound
from lianxin.registers.orgs.rules import span


def visible_to(by: Actor) -> QuerySet[Question]:
    """Return the questions that an actor may read: a lead those to the units below, the hotline its place's."""
    if by.role is Role.SYSTEM:
        return Question.objects.all()
    if by.role is Role.UNIT_LEAD:
        return Question.objects.filter(unit__path__startswith=by.unit_path)
    if by.role in rules.READERS:
        within = Q(unit__division__code__range=span(by.division)) if by.division else Q()
        return Question.objects.filter(within)
    return Question.objects.none()


def find(by: Actor, question_id: int) -> Question:
    """Return one question that an actor may read, or refuse."""
    found = visible_to(by).select_related("unit").filter(pk=question_id).first()
    if found is None:
        raise NotFound(pk=question_id)
    return found


def listed(by: Actor) -> QuerySet[Question]:
    """Return the questions, those that are open first, then the newest."""
    found = visible_to(by).select_related("unit")
    first = F("closed_at").desc(nulls_first=True)
    return found.order_by(first, "-month", "unit__code", "pattern", "pk")


def asked(month: date, unit_id: int, pattern: str) -> bool:
    """Return whether a question was raised already."""
    return Question.objects.filter(month=month, unit_id=unit_id, pattern=pattern).exists()


def story(question: Question) -> list[Chapter]:
    """Return what was asked, answered and closed, oldest first."""
    return [chapter(entry, ledger.words(entry)) for entry in ledger.about(question)]


def behind(question: Question, by: Actor) -> list[Ticket]:
    """Return the requests behind a question that an actor may see."""
    raised = ledger.about(question).get(verb=rules.RAISED)
    found = tickets.visible_to(by).filter(pk__in=raised.facts["ticket_ids"])
    return list(found.select_related("category").order_by("pk"))


REPLAY = Replay(model=Question, columns=rules.COLUMNS, where=lambda pk: f"question {pk}")


def faults() -> Iterator[Fault]:
    """Yield where a question is not what the ledger says."""
    yield from REPLAY.faults()
