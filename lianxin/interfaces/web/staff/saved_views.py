"""The views of a desk that somebody keeps for the own work: shown above it, kept, renamed, deleted."""

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules.narrowing import ALL, LONGEST, Narrowing
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.interfaces.web import numbers
from lianxin.interfaces.web.staff import desks, narrowing, shell
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import SavedView


class NameForm(forms.Form):
    """What a view is called."""

    use_required_attribute = False
    name = forms.CharField(
        label=pgettext_lazy("field", "Name of the view"),
        max_length=LONGEST,
        help_text=gettext_lazy("Only you see it. Do not name residents here."),
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )


def shown(by: Actor, chosen: tickets.Desk, to: Narrowing, at: datetime) -> dict[str, object]:
    """Return what stands above a desk: the own views of it, and what it is narrowed down to now."""
    kept = tickets.saved_views(by, chosen.name)
    said = [(one.name, tickets.narrowing(one)) for one in kept]
    return {
        "views": [
            {"name": name, "url": narrowing.url(chosen.name, one), "active": one == to}
            for name, one in said
        ],
        "narrowed": narrowing.told(to, at),
        "narrowed_to": narrowing.pairs(to),
        "query": narrowing.query(to),
        "kept": any(one == to for _name, one in said),
    }


@shell.page(*shell.READERS)
def listed(request: StaffRequest, name: str) -> HttpResponseBase:
    """Show the own views of a desk; sent, keep what the address narrows it down to under a name."""
    chosen, at = desks.desk_of(request.actor, name), timezone.now()
    to = narrowing.read(request.GET.dict())
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and to == ALL:
        raise Http404  # no page offers to keep all of a desk: that is the desk
    if form.is_valid():
        try:
            called = form.cleaned_data["name"]
            actions.keep_view(desk=name, name=called, to=to, by=request.actor)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("The view is kept."))
            return shell.see_other("staff-desk", name, query=narrowing.query(to))
    context = {
        "form": form if to != ALL else None,
        "title": _("My views"),
        "desk_name": name,
        "desk_title": desks.NAMES[chosen.name],
        "back_url": narrowing.url(name, to),
        "narrowed": narrowing.told(to, at),
        "rows": [_told(one, at) for one in tickets.saved_views(request.actor, name)],
    }
    return shell.show(request, "staff/views.html", context, status=422 if form.is_bound else 200)


@shell.page(*shell.READERS)
def one(request: StaffRequest, name: str, view_id: int) -> HttpResponseBase:
    """Show one of the own views; sent, rename it or keep it no longer."""
    chosen, at = desks.desk_of(request.actor, name), timezone.now()
    view = _found(request, name, view_id)
    posted, dropped = request.method == "POST", "drop" in request.POST
    form = NameForm(request.POST if posted and not dropped else None, initial={"name": view.name})
    if dropped:
        actions.drop_view(desk=name, view_id=view.pk, by=request.actor)
        messages.success(request, _("The view is deleted."))
        return shell.see_other("staff-desk-views", name)
    if form.is_valid():
        try:
            called = form.cleaned_data["name"]
            actions.rename_view(desk=name, view_id=view.pk, name=called, by=request.actor)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("The view has its new name."))
            return shell.see_other("staff-desk-views", name)
    context = {
        "form": form,
        "title": view.name,
        "desk_name": name,
        "desk_title": desks.NAMES[chosen.name],
        "view": _told(view, at),
    }
    return shell.show(request, "staff/view.html", context, status=422 if form.is_bound else 200)


def _found(request: StaffRequest, name: str, view_id: int) -> "SavedView":
    if view_id >= numbers.LARGEST:
        raise Http404
    try:
        return tickets.saved_view(request.actor, name, view_id)
    except NotFound as refusal:
        raise Http404 from refusal


def _told(view: "SavedView", at: datetime) -> dict[str, object]:
    to = tickets.narrowing(view)
    return {
        "pk": view.pk,
        "name": view.name,
        "url": narrowing.url(view.desk, to),
        "told": narrowing.told(to, at),
    }
