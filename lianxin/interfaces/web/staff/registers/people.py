"""People and posts: open an account, give a post, end one, hand out a password that works once."""

import re
import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.foundation import words
from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import DateInput, Decision, Form
from lianxin.interfaces.web.staff import fields, shell
from lianxin.interfaces.web.staff.registers import pages, row_forms
from lianxin.interfaces.web.staff.registers.person import history, posts
from lianxin.interfaces.web.staff.registers.sheets import SHEETS
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.changes.rules import Register
from lianxin.registers.orgs import actions
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import ONE_TIME

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

PAGE = 50
SEPARATORS = r"[;\uff1b]"  # of either keyboard
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
GROUPS = 4  # of four signs: 79 bits
SHEET = SHEETS[Register.STAFF]


class AccountForm(Form):
    """Who is to sign in."""

    username = forms.CharField(
        label=pgettext_lazy("column", "User name"),
        max_length=64,
        help_text=gettext_lazy("Letters, digits and . _ @ -"),
    )
    name = forms.CharField(label=pgettext_lazy("column", "Name"), max_length=50)


class PostForm(Form):
    """Where somebody works, in which role, from when on."""

    unit = forms.CharField(
        label=pgettext_lazy("column", "Unit"), max_length=120, widget=fields.Datalist()
    )
    role = forms.ChoiceField(label=pgettext_lazy("column", "Role"))
    valid_from = forms.DateField(label=pgettext_lazy("column", "Since"), widget=DateInput)
    grids = forms.CharField(
        label=pgettext_lazy("column", "Grids"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Only for grid workers: the grids' codes, with semicolons."),
    )

    def __init__(self, *given: Any, by: Actor, **named: Any) -> None:
        super().__init__(*given, **named)
        self.by, self.on = by, timezone.localdate()
        self.fields["valid_from"].initial = self.on
        roles = [(role.value, said) for role, said in labels.ROLE.items() if role in STAFF]
        self.fields["role"].choices = [("", ""), *roles]  # type: ignore[attr-defined]  # a choice field
        self.fields["unit"].widget.options = row_forms.units(by, self.on)

    def clean_unit(self) -> int:
        """Return the unit that was meant."""
        code = row_forms.unit(self.cleaned_data["unit"].strip(), self.by, self.on)
        return orgs.unit(code).pk

    def clean_grids(self) -> list[int]:
        """Return the grids that were meant."""
        codes = {one.strip() for one in re.split(SEPARATORS, self.cleaned_data["grids"])}
        found = orgs.grids(self.on).filter(code__in=codes - {""})
        known = dict(found.values_list("code", "pk"))
        if unknown := sorted(codes - {""} - known.keys()):
            raise ValidationError(_("There is no grid %(code)s.") % {"code": unknown[0]})
        return list(known.values())


class EndPostForm(Decision):
    """From which day on a post is no longer held."""

    valid_to = forms.DateField(
        label=pgettext_lazy("column", "First day on which the post is no longer held"),
        widget=DateInput,
    )


@shell.page(*shell.KEEPERS)
@require_safe
def index(request: StaffRequest) -> HttpResponseBase:
    """List the people with their posts."""
    asked, after = pages.asked(request)
    on = timezone.localdate()
    found = orgs.people(request.actor, on, words=asked, after=after, limit=PAGE + 1)
    more = len(found) > PAGE
    behind = {"words": asked, "after": found[PAGE - 1].username} if more else {}
    context = {
        **pages.frame(SHEET, request.actor),
        "new_url": reverse("staff-person-new"),
        "head": [
            pgettext_lazy("column", "User name"),
            pgettext_lazy("column", "Name"),
            pgettext_lazy("column", "Posts"),
            pgettext_lazy("column", "Signs in"),
        ],
        "rows": [_line(one) for one in found[:PAGE]],
        "words": asked,
        "next_url": f"?{urlencode(behind)}" if more else "",
    }
    return shell.show(request, "staff/registers/list.html", context)


def _line(one: orgs.Person) -> dict[str, object]:
    held = labels.listed(f"{post.unit.name} · {labels.of(Role, post.role)}" for post in one.posts)
    signs_in = _("yes") if one.signs_in else _("no password yet")
    said = (one.username, one.name, held, signs_in)
    return {
        "url": reverse("staff-person", args=[one.username]),
        "cells": list(zip(("", "", "", ""), said, strict=True)),
    }


@shell.page(*shell.KEEPERS)
@require_safe
def person(request: StaffRequest, username: str) -> HttpResponseBase:
    """Show somebody's posts and what was done to their account."""
    found = _found(request, username)
    context = {
        **pages.frame(SHEET, request.actor),
        "title": f"{found.name} {found.username}",
        "person": found,
        "posts": posts(found),
        "history": history(found),
    }
    return shell.show(request, "staff/registers/person.html", context)


def _found(request: StaffRequest, username: str) -> orgs.Person:
    name = pages.clean(username)
    found = orgs.person(request.actor, name, timezone.localdate())
    if found is None:
        raise Http404
    return found


@shell.page(*shell.KEEPERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Open an account."""
    form = AccountForm(request.POST if request.method == "POST" else None)

    def act(**frame: Any) -> "Entry":
        said = form.cleaned_data
        return actions.open_account(username=said["username"], name=said["name"], **frame)

    if form.is_valid() and _done(request, form, act):
        messages.success(request, _("The account is open. Now give it a post and a password."))
        return shell.see_other("staff-person", form.cleaned_data["username"])
    return _show(request, form, SHEET.one, back=reverse("staff-people"))


@shell.page(*shell.KEEPERS)
def give_post(request: StaffRequest, username: str) -> HttpResponseBase:
    """Give somebody a post."""
    found = _found(request, username)
    form = PostForm(request.POST if request.method == "POST" else None, by=request.actor)

    def act(**frame: Any) -> "Entry":
        said = form.cleaned_data
        return actions.assign_post(
            staff_id=found.pk,
            unit_id=said["unit"],
            role=Role(said["role"]),
            valid_from=said["valid_from"],
            grid_ids=said["grids"],
            **frame,
        )

    if form.is_valid() and _done(request, form, act):
        messages.success(request, _("The post is given."))
        return shell.see_other("staff-person", username)
    return _show(request, form, _("Give a post"), who=found)


@shell.page(*shell.KEEPERS)
def end_post(request: StaffRequest, username: str, post_id: int) -> HttpResponseBase:
    """End one of somebody's posts."""
    found = _found(request, username)
    post = next((one for one in found.posts if one.pk == post_id), None)
    if post is None:
        raise Http404
    initial = {"valid_to": timezone.localdate(), "seen": post.seq}
    form = EndPostForm(request.POST if request.method == "POST" else None, initial=initial)

    def act(**frame: Any) -> "Entry":
        said = form.cleaned_data
        return actions.end_post(
            post_id=post_id, valid_to=said["valid_to"], seen=said["seen"], **frame
        )

    if form.is_valid() and _done(request, form, act):
        messages.success(request, _("The post ends."))
        return shell.see_other("staff-person", username)
    title = f"{_('End a post')}: {post.unit.name} · {labels.of(Role, post.role)}"
    return _show(request, form, title, who=found)


@shell.page(*shell.KEEPERS)
def password(request: StaffRequest, username: str) -> HttpResponseBase:
    """Hand out a password that works once: shown this one time, and kept by nobody."""
    found = _found(request, username)
    form = Form(request.POST if request.method == "POST" else None)
    groups = ("".join(secrets.choice(SIGNS) for _sign in range(4)) for _group in range(GROUPS))
    said = "-".join(groups)

    def act(**frame: Any) -> "Entry":
        return actions.set_password(
            staff_id=found.pk, hashed=make_password(said), one_time=True, **frame
        )

    if form.is_valid() and _done(request, form, act):
        context = {"who": found, "password": said, "days": ONE_TIME.days, "title": found.name}
        return shell.show(request, "staff/registers/password.html", context)
    return _show(request, form, _("Hand out a one-time password"), who=found, grave=True)


def _done(request: StaffRequest, form: Form, act: Any) -> bool:
    """Do one deed, and say on the form what stands against it."""
    try:
        act(by=request.actor, at=timezone.now(), key=form.cleaned_data["key"])
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return False
    return True


def _show(
    request: StaffRequest,
    form: Form,
    title: labels.Words,
    *,
    who: orgs.Person | None = None,
    back: str = "",
    grave: bool = False,
) -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "who": who,
        "grave": grave,
        "back_url": back or reverse("staff-person", args=[who.username if who else ""]),
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/registers/person_form.html", context, status=status)
