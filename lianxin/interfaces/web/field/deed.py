"""One deed from the device, sent now or long after it was typed: done once, or refused in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Shot, Step, Way
from lianxin.casework.tickets.rules.refusals import NotYourUnit
from lianxin.foundation import words
from lianxin.foundation.files import actions as files
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotAllowed, NotFound, Refusal, Stale
from lianxin.interfaces.web.field import rows
from lianxin.interfaces.web.field.today import who
from lianxin.interfaces.web.forms import Decision, Form
from lianxin.interfaces.web.staff import checked, shell
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

    Act = Callable[..., Entry]

STATUS: Mapping[type[Refusal], int] = {Stale: 409, NotFound: 404, NotAllowed: 403, NotYourUnit: 403}


class Plain(Decision):
    """A step without words."""


class Words(Decision):
    """A step with a few sentences; whether they may be missing, and how long they may be, the action knows."""

    words = forms.CharField(required=False)


class Contact(Words):
    """How the requester was reached first, and what was said."""

    way = forms.TypedChoiceField(choices=[(way.value, way.value) for way in Way], coerce=Way)


class Note(Form):
    """A note for colleagues: nothing rests on where the ticket stands."""

    words = forms.CharField(required=False)
    shot = forms.TypedChoiceField(
        required=False, choices=[(shot.value, shot.value) for shot in Shot], coerce=Shot
    )
    photo = forms.FileField(required=False)

    def given(self) -> dict[str, Any]:
        """Return the action's own names; a photo that comes along is cleaned and put away first."""
        said = super().given()
        shot, photo = said.pop("shot"), said.pop("photo")
        if not photo:
            return said
        return {
            **said,
            "shot": shot or Shot.AFTER,
            "photo": files.prepare(photo, kind=files.Kind.PHOTO),
        }


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What the device sends for a step, and the action that takes it."""

    form: type[Form]
    act: "Act"
    more: Mapping[str, object]  # what this page never asks for


DEEDS: Mapping[Step, Deed] = {
    Step.SIGN: Deed(form=Plain, act=actions.sign, more={}),
    Step.CONTACT: Deed(form=Contact, act=actions.contact, more={}),
    Step.REPLY: Deed(form=Words, act=actions.reply, more={}),
    Step.NOTE: Deed(form=Note, act=actions.note, more={"staff_ids": (), "unit_ids": ()}),
}


@shell.page(*shell.OUTDOORS)
@require_POST
def deed(request: StaffRequest, number: str, name: str) -> HttpResponseBase:
    """Take one step; what was done before under the same key is only said again."""
    if name not in rows.STEPS:
        raise Http404
    if request.POST.get("who") != who(request.actor):
        raise PermissionDenied  # typed by somebody else on this device
    step = DEEDS[Step(name)]
    form = step.form(request.POST, request.FILES)
    if not form.is_valid():
        return _no(_("Something is missing. Please fill it in and try again."), 422)
    pk, key = shell.ticket_id(number), form.cleaned_data["key"]
    if Step(name) is Step.REPLY and (warned := _warned(request, pk, form)):
        return JsonResponse({"said": " ".join(warned), "warned": True}, status=422)
    frame = {"ticket_id": pk, "by": request.actor, "at": timezone.now(), "key": key}
    if isinstance(form, Decision):
        frame["seen"] = form.cleaned_data["seen"]
    try:
        entry = step.act(**form.given(), **step.more, **frame)
    except Refusal as refusal:
        return _no(words.of(refusal), STATUS.get(type(refusal), 422))
    return JsonResponse({"seq": entry.seq})


def _no(said: str, status: int) -> JsonResponse:
    return JsonResponse({"said": said, "warned": False}, status=status)


def _warned(request: StaffRequest, pk: int, form: Form) -> list[str]:
    """Return what a reply may lack, unless it was sent before or its sender has read the warnings."""
    by, key = request.actor, form.cleaned_data["key"]
    found = tickets.visible_to(by).filter(pk=pk).first()
    if checked.AS_IT_IS in request.POST or found is None or ledger.earlier(by, key) is not None:
        return []
    asked = tickets.texts([found], by).get(pk, {}).get("what", "")
    return checked.warnings(form.cleaned_data["words"], asked, timezone.localdate())
