"""Changes of registers: which there are, what each does, and what may become of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotFound, Refusal, Stale
from lianxin.interfaces.web.forms import Decision, Textarea
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.staff import carried, shell
from lianxin.interfaces.web.staff.registers import editing, pages, telling
from lianxin.interfaces.web.staff.registers.sheets import SHEETS
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.changes import actions, rules
from lianxin.registers.changes import queries as changes
from lianxin.registers.changes.rules import Register, State
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.registers.changes.models import Change

PAGE = 50
ID = re.compile("[0-9]{1,18}")
TO_COME = (State.PREPARED, State.WAITING, State.SCHEDULED)


class ChangeForm(Decision):
    """What becomes of a change, and why; whether that must be said depends on the button."""

    marks_optional = False

    reason = forms.CharField(
        label=pgettext_lazy("change", "Why"),
        required=False,
        max_length=1000,
        widget=Textarea({"rows": 3}),
    )


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that may become of a change."""

    label: Words
    done: Words  # what the page says afterwards
    act: Any
    loaded: bool = False  # it looks at what units hold
    reasoned: bool = False
    grave: bool = False


SEND = Step(
    label=pgettext_lazy("change", "Put in force"),
    done=gettext_lazy("The change is brought in."),
    act=actions.send,
    loaded=True,
    reasoned=True,
)
STEPS: Mapping[str, Step] = {
    "send": SEND,
    "approve": Step(
        label=pgettext_lazy("change", "Agree"),
        done=gettext_lazy("You have agreed to the change."),
        act=actions.approve,
        loaded=True,
    ),
    "refuse": Step(
        label=pgettext_lazy("change", "Turn down"),
        done=gettext_lazy("You have turned the change down."),
        act=actions.refuse,
        reasoned=True,
        grave=True,
    ),
    "discard": Step(
        label=pgettext_lazy("change", "Give up"),
        done=gettext_lazy("The change is given up."),
        act=actions.discard,
    ),
    "undo": Step(
        label=pgettext_lazy("change", "Take back"),
        done=gettext_lazy("This is what taking it back does. Nothing is done yet."),
        act=actions.prepare_undo,
        grave=True,
    ),
}
PROPOSE = pgettext_lazy("change", "Send to a second person")


@shell.page(*shell.DECIDERS)
@require_safe
def index(request: StaffRequest) -> HttpResponseBase:
    """List the changes that somebody may see, the newest first."""
    found = changes.changes(request.actor)
    if "after" in request.GET:
        found = found.filter(pk__lt=_number(request.GET["after"]))
    rows = list(found[: PAGE + 1])
    entries = changes.authors(rows[:PAGE])
    named = telling.people(entry for of_one in entries.values() for entry in of_one[:1])
    context = {
        "rows": [
            {
                "url": reverse("staff-change", args=[row.pk]),
                "title": SHEETS[Register(row.register)].title,
                "note": row.note,
                "state": telling.STATE[State(row.state)],
                "colour": telling.STATE_COLOUR.get(State(row.state), "grey"),
                "by": named.by(entries[row.pk][0]),
                "at": entries[row.pk][0].at,
                "valid_from": row.valid_from,
            }
            for row in rows[:PAGE]
        ],
        "next_url": f"?{urlencode({'after': rows[PAGE - 1].pk})}" if len(rows) > PAGE else "",
    }
    return shell.show(request, "staff/registers/changes.html", context)


@shell.page(*shell.DECIDERS)
def change(request: StaffRequest, change_id: int) -> HttpResponseBase:
    """Show what a change does and what became of it, or take the next step."""
    found = _found(request.actor, change_id)
    if request.method != "POST":
        return _show(request, found, ChangeForm(initial={"seen": found.seq}))
    step = STEPS.get(request.POST.get("step", ""))
    form = ChangeForm(request.POST)
    if step is None:
        raise Http404
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        entry = step.act(**_given(step, found, form, request.actor))
    except Stale as refusal:
        return _overtaken(request, found.pk, form, refusal)
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return _show(request, _found(request.actor, change_id), form, status=422)
    messages.success(request, str(step.done))
    return shell.see_other("staff-change", entry.about_id)


def _number(text: str) -> int:
    """Return a row's number from an address, or answer 404."""
    if not ID.fullmatch(text):
        raise Http404
    return int(text)


def _found(by: Actor, change_id: int) -> "Change":
    _number(str(change_id))
    try:
        return changes.change(by, change_id)
    except NotFound as refusal:
        raise Http404 from refusal


def _given(step: Step, found: "Change", form: ChangeForm, by: Actor) -> dict[str, Any]:
    given = {
        "change_id": found.pk,
        "by": by,
        "at": timezone.now(),
        "key": form.cleaned_data["key"],
        "seen": form.cleaned_data["seen"],
    }
    if step.loaded:
        given["load"] = editing.load(changes.units_ended(found))
    if step.reasoned:
        given["reason"] = form.cleaned_data["reason"]
    return given


def _overtaken(
    request: StaffRequest, change_id: int, form: ChangeForm, refusal: Stale
) -> HttpResponseBase:
    """Show what became of a change while somebody looked at it, with what was typed."""
    found = _found(request.actor, change_id)
    typed = request.POST.copy()
    typed["seen"] = str(found.seq)
    again = ChangeForm(typed)
    again.is_valid()
    again.add_error(None, words.of(refusal))
    return _show(request, found, again, status=409)


def _show(
    request: StaffRequest, found: "Change", form: ChangeForm, *, status: int = 200
) -> HttpResponseBase:
    register, by = Register(found.register), request.actor
    rows, behind = _rows(request, found)
    second = found.state == State.PREPARED and changes.needs_second(found, by)
    steps = _steps(found, by)
    if second and "send" in steps:
        steps["send"] = PROPOSE
    if not (second or "refuse" in steps):
        form.fields.pop("reason", None)
    entries = changes.authors([found])[found.pk]
    context = {
        "sheet": SHEETS[register],
        "list_url": pages.url_of(register),
        "change": found,
        "state": telling.STATE[State(found.state)],
        "colour": telling.STATE_COLOUR.get(State(found.state), "grey"),
        "counts": changes.counts(found.pk),
        "rows": telling.shown(SHEETS[register], rows, timezone.localdate()),
        "story": telling.story(entries),
        "form": form,
        "second": second,
        "steps": [
            {"name": name, "label": label, "grave": STEPS[name].grave, "first": not number}
            for number, (name, label) in enumerate(steps.items())
        ],
        "next_url": behind,
        **_taken_over(found),
    }
    return shell.show(request, "staff/registers/change.html", context, status=status)


def _taken_over(found: "Change") -> dict[str, object]:
    """Return who takes over from a unit that a change closes, and how far its tickets have moved."""
    heir = changes.successor(found)
    if heir is None:
        return {}
    [closes] = changes.units_ended(found)
    return {
        "held": editing.load([closes]).tickets.get(closes, 0) if found.state in TO_COME else 0,
        "heir": orgs.unit_names_by_code([heir.code]).get(heir.code, heir.code),
        "by_catalogue": heir.by_catalogue,
        "rounds": carried.shown(orgs.unit(closes)),
        "again_url": reverse("staff-change", args=[found.pk]),
    }


def _rows(request: StaffRequest, found: "Change") -> tuple[Sequence[rules.Difference], str]:
    """Return one page of what a change does: it may be a whole country's divisions."""
    after = _number(request.GET.get("after", "0"))
    listed = list(changes.rows(found.pk).filter(pk__gt=after)[: PAGE + 1])
    more = f"?{urlencode({'after': listed[PAGE - 1].pk})}" if len(listed) > PAGE else ""
    return [changes.difference(row) for row in listed[:PAGE]], more


def _steps(found: "Change", by: Actor) -> dict[str, Words]:
    """Return what somebody may do with a change now."""
    possible = []
    own = by.staff_id == found.author_id
    if own and found.state == State.PREPARED and changes.can_be_sent(found):
        possible.append("send")
    if found.state == State.WAITING and by.selves.isdisjoint(changes.hands(found)):
        possible += ["approve", "refuse"]
    if own and found.state in rules.OPEN_AT["discard"]:
        possible.append("discard")
    author = by.role in rules.KEPT[Register(found.register)].authors
    if author and found.state == State.APPLIED:
        possible.append("undo")
    return {name: STEPS[name].label for name in possible}
