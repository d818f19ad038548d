"""The pages of help: a list with a search, and one page each; for residents, and for staff."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.help import book
from lianxin.interfaces.web.help.book import OF_A_ROLE, SHELVES, Shelf
from lianxin.interfaces.web.help.finding import find
from lianxin.interfaces.web.help.reading import Read, language, read
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest


class AskForm(forms.Form):
    """What somebody looks for in the help."""

    use_required_attribute = False
    ask = forms.CharField(
        label=_("What would you like to do?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            {"type": "search", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the help for residents, or what a search finds in it."""
    context = _searched(request, Shelf.RESIDENT)
    status = 422 if context["form"].errors else 200
    return render(request, "help/index.html", context, status=status)


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one page of the help for residents."""
    return render(request, "help/page.html", {"read": _read(Shelf.RESIDENT, name)})


@shell.page(*shell.EVERYBODY)
@require_safe
def handbook(request: StaffRequest) -> HttpResponse:
    """List the handbook: what this post needs first, then the rest."""
    context = _searched(request, Shelf.STAFF)
    role = request.actor.role
    mine = {one.name for one in SHELVES[Shelf.STAFF] if role in one.roles}
    listed: Sequence[Read] = context["listed"]
    context["mine"] = [one for one in listed if one.name in mine]
    context["others"] = [one for one in listed if one.name not in mine]
    status = 422 if context["form"].errors else 200
    return shell.show(request, "help/handbook.html", context, status=status)


@shell.page(*shell.EVERYBODY)
@require_safe
def handbook_page(request: StaffRequest, name: str) -> HttpResponse:
    """Show one page of the handbook."""
    context = {
        "read": _read(Shelf.STAFF, name),
        "own": _read(Shelf.STAFF, OF_A_ROLE[request.actor.role]),
    }
    return shell.show(request, "help/handbook_page.html", context)


def _read(shelf: Shelf, name: str) -> Read:
    if book.leaf(shelf, name) is None:
        raise Http404
    return read(shelf, language(), name)


def _searched(request: HttpRequest, shelf: Shelf) -> dict[str, Any]:
    """Return the pages of a shelf, and what was found in them where somebody asks."""
    listed = [read(shelf, language(), one.name) for one in SHELVES[shelf]]
    form = AskForm(request.GET if "ask" in request.GET else None)
    context: dict[str, Any] = {"form": form, "listed": listed, "found": None, "exact": False}
    if form.is_valid() and (said := form.cleaned_data["ask"]):
        try:
            context["found"], context["exact"] = find(said, listed)
        except Refusal as refusal:
            form.add_error("ask", words.of(refusal))
    return context
