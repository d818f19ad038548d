"""People and posts: open an account, give a post, end one, hand out a password that works once."""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.foundation import words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.registers import pages
from lianxin.interfaces.web.staff.registers.people_forms import AccountForm, EndPostForm, PostForm
from lianxin.interfaces.web.staff.registers.person import history, posts
from lianxin.interfaces.web.staff.registers.sheets import SHEETS
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.changes import actions as change_actions
from lianxin.registers.changes import queries as changes
from lianxin.registers.changes.rules import Register
from lianxin.registers.orgs import actions
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import ONE_TIME

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry
    from lianxin.registers.changes.models import Change

PAGE = 50
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
GROUPS = 4  # of four signs: 79 bits
SHEET = SHEETS[Register.STAFF]


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
    left = changes.left_by(post_id, timezone.localdate())
    heirs = _heirs(request.actor, found) if left else []
    data = request.POST if request.method == "POST" else None
    form = EndPostForm(data, initial=initial, heirs=heirs)

    def act(**frame: Any) -> "Entry":
        said = form.cleaned_data
        return change_actions.end_post(
            post_id=post_id,
            valid_to=said["valid_to"],
            successor_id=said.get("successor") or None,
            seen=said["seen"],
            **frame,
        )

    if form.is_valid() and _done(request, form, act):
        messages.success(request, _("The post ends."))
        return shell.see_other("staff-person", username)
    heading = _("End a post")
    title = f"{heading}: {post.unit.name} · {labels.of(Role, post.role)}"
    return _show(request, form, title, who=found, left=left)


def _heirs(by: Actor, leaver: orgs.Person) -> list[tuple[int, str]]:
    """Return who could take over what somebody leaves: whoever decides on registers here."""
    posts = orgs.deciding(by, timezone.localdate(), frozenset(shell.DECIDERS))
    named = {post.staff_id: f"{post.staff.name} {post.staff.username}" for post in posts}
    return [(pk, name) for pk, name in named.items() if pk != leaver.pk]


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
    left: "Sequence[Change] | None" = None,
) -> HttpResponse:
    context = {
        "ends": left is not None,
        "left": [
            {"title": SHEETS[Register(one.register)].title, "note": one.note, "day": one.valid_from}
            for one in left or ()
        ],
        "title": title,
        "form": form,
        "who": who,
        "grave": grave,
        "back_url": back or reverse("staff-person", args=[who.username if who else ""]),
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/registers/person_form.html", context, status=status)
