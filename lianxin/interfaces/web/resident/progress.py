"""Where a request stands: the progress page, the receipt, and who looked at the contact."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import State
from lianxin.foundation import codes
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.files import queries as files
from lianxin.interfaces.web.resident import (
    deeds,
    joined,
    promise_words,
    story,
    timeline,
    why,
    words,
)
from lianxin.interfaces.web.resident.access import for_reader, for_requester
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.residents import queries as residents

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket


@require_safe
@for_reader
def progress(request: HttpRequest, ticket: "Ticket", by: Actor) -> HttpResponse:
    """Show where a request stands, what was said and done, and what its requester can do now."""
    chapters = tickets.story(ticket, by)
    units = orgs.unit_names(story.units_of(chapters))
    helpers = residents.helpers(story.mandates_of(chapters))
    answer = story.answer(chapters)
    told = tickets.told(chapters)
    now = timezone.now()
    possible = deeds.possible(ticket, by, now)
    items, promised = story.items(chapters, units, helpers), promise(ticket)
    context = {
        "ticket": ticket,
        "standing": story.standing(ticket),
        **promised,
        "told": told,
        "files": files.requested("ticket", [ticket.pk]),
        "sound": files.spoken("ticket", ticket.pk) if tickets.can_hear(ticket, by, now) else None,
        "answer": story.answered(answer) if answer else "",
        "answered_by": units.get(answer.unit_id or 0, "") if answer else "",
        "problem": joined.problem(ticket),
        "split": _split(ticket, by),
        "question": story.question(chapters) if "add" in possible else "",
        "why": why.why(ticket, told.get("what") or "", by),
        "by_machine": ticket.catalogue_row_id is not None,
        "line": timeline.line(ticket, chapters, items, promised, now),
        "forms": deeds.asked_forms(ticket, possible),
        "possible": possible,
        "helping": by.role is Role.HELPER,
        "object_until": deeds.object_until(ticket, now),
    }
    return render(request, "resident/progress.html", context)


def _split(ticket: "Ticket", by: Actor) -> list[dict[str, object]]:
    """Return the other requests of the same call, with the code of one that was made of this.

    They are the requester's own: a mandate is for the one that it names.
    """
    if by.role is Role.HELPER:
        return []
    return [
        {
            "number": one.number,
            "code": codes.grouped(tickets.query_code(one))
            if one.split_from_id == ticket.pk and one.code_salt
            else "",
        }
        for one in tickets.split_with(by, ticket)
    ]


def promise(ticket: "Ticket") -> dict[str, object]:
    """Return what was promised, and what holds now where it differs."""
    waits = ticket.state == State.WAITING_RESIDENT
    moved = ticket.current_promise_at != ticket.promise_at
    goes_on = ticket.ended_at is None and ticket.paused_at is None
    answered = ticket.rework_count or ticket.objections  # once, in time or not: the story tells
    return {
        "late": goes_on and not answered and ticket.current_promise_at <= timezone.now(),
        "promise": story.by_when(ticket.promise_at),
        "because": "" if moved or ticket.ended_at else promise_words.because(ticket),
        "current_promise": story.by_when(ticket.current_promise_at) if moved else "",
        "provisional": ticket.promise_provisional and not ticket.ended_at,
        "paused_at": ticket.paused_at,
        "answer_by": story.by_when(ticket.due_at) if waits and ticket.due_at else "",
    }


@require_safe
@for_requester
def receipt(request: HttpRequest, ticket: "Ticket", by: Actor) -> HttpResponse:
    """Show the receipt: number, query code, promise, and what happens next."""
    spelled = codes.grouped(tickets.query_code(ticket))
    context = {"ticket": ticket, "code": spelled, **promise(ticket)}
    return render(request, "resident/receipt.html", context)


@require_safe
@for_requester
def receipt_json(request: HttpRequest, ticket: "Ticket", by: Actor) -> HttpResponse:
    """Return the signed receipt as a file."""
    answer = JsonResponse(tickets.receipt(ticket), json_dumps_params={"indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="receipt-{ticket.number}.json"'
    return answer


@require_safe
@for_requester
def looked(request: HttpRequest, ticket: "Ticket", by: Actor) -> HttpResponse:
    """Show who opened the contact of this request, when and why, and who heard its recording."""
    rows = [
        {
            "at": opening.at,
            "unit": opening.unit_name,
            "role": words.ROLES[opening.role],
            "reason": words.REASONS[opening.reason],
            "words": opening.words,
        }
        for opening in residents.openings(ticket)
    ]
    heard = [
        {"at": one.at, "unit": one.unit_name, "role": words.ROLES[one.role]}
        for one in tickets.hearings(ticket)
    ]
    context = {"ticket": ticket, "rows": rows, "heard": heard}
    return render(request, "resident/looked.html", context)
