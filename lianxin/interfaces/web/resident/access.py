"""Opening a request by its number and query code, and who may see its pages."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import State, code
from lianxin.casework.tickets.rules.refusals import InArchive
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import actors, again
from lianxin.interfaces.web.resident import draft
from lianxin.interfaces.web.resident.deed_forms import OpenForm
from lianxin.interfaces.web.resident.onward import see

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

Page = Callable[..., HttpResponse]


def for_requester(page: Page) -> Page:
    """Give a page its ticket and the requester; who has not opened it is asked for the code."""
    return _opened(page, actors.requester)


def for_reader(page: Page) -> Page:
    """Give a page its ticket, and its requester or who helps them.

    What a helper sends when the mandate is over already reaches the page: its action refuses, and what
    was typed stays.
    """

    def reader(request: HttpRequest, ticket_id: int) -> Actor | None:
        helper = actors.helper if request.method == "POST" else actors.follower
        return actors.requester(request, ticket_id) or helper(request, ticket_id)

    return _opened(page, reader)


def _opened(page: Page, who: Callable[[HttpRequest, int], Actor | None]) -> Page:
    @wraps(page)
    def answered(request: HttpRequest, number: str, **given: Any) -> HttpResponse:
        ticket_id = code.ticket_id(number)
        by = who(request, ticket_id) if ticket_id is not None else None
        if ticket_id is None or by is None:
            form = OpenForm(initial={"number": number})
            return _asked(request, form, status=403)
        ticket: Ticket = tickets.find(by, ticket_id)
        if ticket.state == State.ARCHIVED:
            form = OpenForm({"number": number, "code": "-"})
            form.add_error(None, words.of(InArchive()))
            return _asked(request, form, status=410)
        return page(request, ticket, by, **given)

    return answered


@require_http_methods(["GET", "HEAD", "POST"])
def open_ticket(request: HttpRequest) -> HttpResponse:
    """Ask for number and code, and open the request that they name."""
    form = OpenForm(request.POST or None)
    if not form.is_bound:
        return _asked(request, form)
    if form.is_valid():
        try:
            ticket = tickets.by_code(form.cleaned_data["number"], form.cleaned_data["code"])
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            actors.remember(request, ticket.pk)
            return see("progress-ticket", ticket.number)
    return _asked(request, form, status=422)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close everything that this browser had opened, so that nobody behind can see or repeat it."""
    actors.forget(request)
    draft.discard(request)
    request.session.pop(actors.SCOPE, None)
    response = see("progress-closed")
    again.forget(response)
    return response


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Say that everything is closed now."""
    return render(request, "resident/closed.html")


def _asked(request: HttpRequest, form: OpenForm, *, status: int = 200) -> HttpResponse:
    opened: list[int] = request.session.get(actors.OPENED, [])
    context: dict[str, object] = {
        "form": form,
        "numbers": [code.number(pk) for pk in opened],
    }
    return render(request, "resident/open.html", context, status=status)
