"""One step on many tickets of a list: first what would happen to each, then each by itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Kind, Step, code
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import forms, labels, numbers
from lianxin.interfaces.web.staff import bulk_steps, desks, inbox, narrowing, shell, suggesting
from lianxin.interfaces.web.staff.rows import Row, rows
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

BY_CATEGORY = frozenset({Step.DISPATCH, Step.ACCEPT})


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What would happen to one ticket: by which words, or why not."""

    row: Row
    category_id: int | None = None
    told: Sequence[labels.Words] = ()
    no: labels.Words = ""

    @property
    def item(self) -> str:
        """Return what the form sends of it: the ticket, the state that was seen, the category."""
        ticket = self.row.ticket
        return f"{ticket.pk}~{ticket.seq}~{self.category_id or 0}"


class BulkForm(django_forms.Form):
    """The step that is meant."""

    step = django_forms.TypedChoiceField(
        choices=[(one, one) for one in bulk_steps.LABEL], coerce=Step
    )


@shell.page(*shell.READERS)
def bulk(request: StaffRequest, name: str) -> HttpResponseBase:
    """Show what a step would do to the tickets that are ticked, or do it to those that allow it."""
    chosen = desks.desk_of(request.actor, name)
    typed = request.POST if request.method == "POST" else request.GET
    form = BulkForm(typed)
    if not form.is_valid() or form.cleaned_data["step"] not in bulk_steps.offered(
        request.actor, name
    ):
        raise Http404
    step: Step = form.cleaned_data["step"]
    if request.method == "POST":
        return _taken(request, name, step)
    to = narrowing.read(request.GET.dict())
    numbers_said = request.GET.getlist("ticket")[: inbox.PAGE]
    ids = [pk for said in numbers_said if (pk := code.ticket_id(said)) is not None]
    by, at = request.actor, timezone.now()
    found = sorted(tickets.picked(by, ids), key=lambda one: ids.index(one.pk))  # as in the list
    planned = plan(step, rows(found, by=by, at=at, moment=chosen.shown), by, at)
    context = {
        "title": bulk_steps.LABEL[step],
        "step": step.value,
        "key": forms.new_key(),
        "desk_url": narrowing.url(name, to),
        "desk_title": desks.NAMES[name],
        "afterwards": bulk_steps.AFTERWARDS[step],
        "able": [one for one in planned if not one.no],
        "unable": [one for one in planned if one.no],
    }
    return shell.show(request, "staff/bulk.html", context)


def plan(step: Step, listed: Sequence[Row], by: Actor, at: datetime) -> list[Planned]:
    """Return for each ticket what the step would do to it; the same few queries, whatever their number."""
    found = [row.ticket for row in listed]
    named = tickets.named_in(by, [ticket.pk for ticket in found])
    suggested = suggesting.shown(found, by, at, (step,)) if step in BY_CATEGORY else {}
    return [
        _planned(row, tickets.against((step,), row.ticket, by, at, named=named), step, suggested)
        for row in listed
    ]


def _planned(
    row: Row, no: Refusal | None, step: Step, suggested: Mapping[int, suggesting.Shown]
) -> Planned:
    if no is not None:
        return Planned(row=row, no=words.of(no))
    if step not in BY_CATEGORY:
        return Planned(row=row)
    said = suggested.get(row.ticket.pk)
    if said is None or not said.choices:
        return Planned(row=row, no=_("Nothing is suggested. Open it and choose."))
    if not said.sure:
        return Planned(row=row, no=_("The machine is not sure. Open it and choose."))
    if said.taking is None or not said.taking.unseen:
        why = _("A person has to look first: danger, a complaint, or no known place.")
        return Planned(row=row, no=why)
    first = said.choices[0]
    told = [first.name, *([f"→ {first.lead}"] if first.lead else [])]
    return Planned(row=row, category_id=first.pk, told=told)


def _taken(request: StaffRequest, name: str, step: Step) -> HttpResponseBase:
    """Take the step on each ticket by itself, and say of which it was not possible, and why."""
    sent = forms.Form(request.POST)
    if not sent.is_valid():
        raise Http404
    key = sent.cleaned_data["key"]
    by, at = request.actor, timezone.now()
    items = [_item(said) for said in request.POST.getlist("item")[: inbox.PAGE]]
    found = {one.pk: one for one in tickets.picked(by, [pk for pk, *_rest in items])}
    done, left = 0, list[str]()
    for pk, seen, category_id in items:
        number = code.number(pk)
        if pk not in found:
            left.append(_("%(number)s: you do not see it any more.") % {"number": number})
            continue
        try:
            ACTS[step](
                found[pk], category_id, ticket_id=pk, by=by, at=at, key=f"{key}-{pk}", seen=seen
            )
        except Refusal as refusal:
            said = {"number": number, "why": words.of(refusal)}
            left.append(_("%(number)s is left: %(why)s") % said)
        else:
            done += 1
    if done:
        told = ngettext("%(step)s: %(count)d ticket", "%(step)s: %(count)d tickets", done)
        messages.success(request, told % {"step": bulk_steps.LABEL[step], "count": done})
    for one in left:
        messages.warning(request, one)
    query = narrowing.query(narrowing.read(request.GET.dict()))
    return shell.see_other("staff-desk", name, query=query)


def _item(said: str) -> tuple[int, int, int]:
    """Return ticket, state and category as the form sent them, or answer 404."""
    parts = [part for one in said.split("~") if (part := numbers.number(one)) is not None]
    if len(parts) != len(("ticket", "seen", "category")):
        raise Http404
    pk, seen, category_id = parts
    return pk, seen, category_id


def _dispatch(ticket: "Ticket", category_id: int, **frame: Any) -> object:
    return actions.dispatch(**_place(ticket, category_id), lead_unit_id=None, words="", **frame)


def _accept(ticket: "Ticket", category_id: int, **frame: Any) -> object:
    return actions.accept(**_place(ticket, category_id), **frame)


def _place(ticket: "Ticket", category_id: int) -> dict[str, Any]:
    return {"category_id": category_id, "kind": Kind(ticket.kind), "grid_id": ticket.grid_id}


def _sign(_ticket: "Ticket", _category_id: int, **frame: Any) -> object:
    return actions.sign(**frame)


def _read(_ticket: "Ticket", _category_id: int, **frame: Any) -> object:
    return actions.read_note(**frame)


ACTS: Mapping[Step, Callable[..., object]] = {
    Step.DISPATCH: _dispatch,
    Step.ACCEPT: _accept,
    Step.SIGN: _sign,
    Step.READ_NOTE: _read,
}
