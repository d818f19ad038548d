"""The frame of every staff page: who may open it, in which post, and what stands in the header."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets import rules
from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web import actors, labels
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

Given = ParamSpec("Given")
EVERYBODY = tuple(sorted(STAFF))
READERS = tuple(sorted(STAFF - {Role.ADMINISTRATOR}))  # of tickets
TAKERS = (Role.AGENT, Role.GRID_WORKER)
READERS_ALOUD = (*TAKERS, Role.DISPATCHER)  # of the code of what they took in, or split off
VERIFIERS = tuple(sorted(rules.moves.VERIFIERS))
COUNTERS = (Role.DISPATCHER, Role.SUPERVISOR, Role.AUDITOR, Role.UNIT_LEAD)  # who read figures
# who ask again what others closed, and who read what came of it
REVISITORS = (Role.HANDLER, Role.UNIT_LEAD, Role.CALLER, Role.SUPERVISOR, Role.AUDITOR)
EVALUATORS = (*COUNTERS, Role.HANDLER)  # who evaluate units, or are of one that is
OVERSEERS = (*COUNTERS, Role.GRID_WORKER)  # whose panel answers their questions
ASKED = (Role.UNIT_LEAD, Role.SUPERVISOR, Role.AUDITOR)  # what chance hardly explains
DISPATCHERS = (Role.DISPATCHER, Role.SUPERVISOR)  # who look at what keeps coming up
PUBLISHERS = (
    Role.DISPATCHER,
    Role.SUPERVISOR,
    Role.AUDITOR,
)  # who read what is about to be published
OUTDOORS = (Role.GRID_WORKER, Role.HANDLER)  # who work with a phone in the hand
SETTLERS = (Role.SUPERVISOR,)  # of messages in doubt
KEEPERS = (Role.ADMINISTRATOR,)
WATCHERS = (Role.AUDITOR, Role.ADMINISTRATOR)  # of what is kept and erased
DECIDERS = (Role.ADMINISTRATOR, Role.SUPERVISOR)  # on changes of the registers, which they read


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in and acts in a post."""

    actor: Actor
    post: orgs.HeldPost
    posts: list[orgs.HeldPost]


def page(*roles: Role) -> Callable[[Callable[..., HttpResponseBase]], actors.Page]:
    """Open a page to some roles, acting in the post that was chosen; never kept by a browser."""

    def opened(view: Callable[..., HttpResponseBase]) -> actors.Page:
        guarded = actors.for_roles(*roles)(view)

        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
            response = _unchosen(request) or guarded(request, *args, **given)
            patch_cache_control(response, private=True, no_store=True)
            return response

        return answered

    return opened


def _unchosen(request: HttpRequest) -> HttpResponseBase | None:
    """Return the way to the choice of a post, or None where there is nothing to choose."""
    if not request.user.is_authenticated:
        return None
    if request.user.one_time_until is not None:
        return _to_own_password(request)
    held = orgs.posts_of(request.user, timezone.localdate())
    if not held:
        raise PermissionDenied
    post = next((post for post in held if post.pk == request.session.get(actors.POST)), None)
    if post is None:
        request.session.pop(actors.POST, None)
        if len(held) > 1:
            return redirect(f"{reverse('staff-post')}?{urlencode({'next': request.path})}")
    request.post = post or held[0]  # type: ignore[attr-defined]  # a StaffRequest from here on
    request.posts = held  # type: ignore[attr-defined]
    return None


def _to_own_password(request: HttpRequest) -> HttpResponseBase:
    """Lead somebody with a password that was handed out to one of their own, before anything else."""
    messages.info(request, _("Choose a password of your own first."))
    return redirect(f"{reverse('account_change_password')}?{urlencode({'next': request.path})}")


def signed_in(view: Callable[..., HttpResponseBase]) -> actors.Page:
    """Open a page to everybody who signed in, whatever the post."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        one_time = request.user.one_time_until is not None
        response = _to_own_password(request) if one_time else view(request, *args, **given)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answered


def show(
    request: StaffRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Return a page in the staff's frame."""
    return render(request, template, {**frame(request), **context}, status=status)


def frame(request: StaffRequest) -> dict[str, object]:
    """Return what the header and the navigation need."""
    post = request.post
    return {
        "staff_name": request.user.name,  # type: ignore[union-attr]  # signed in
        "staff_post": called(post),
        "staff_navigation": _navigation(request),
        "home_url": reverse("staff-home"),
        "footer_links": [
            {"url": reverse("staff-handbook"), "text": _("Handbook")},
            {"url": reverse("account_change_password"), "text": _("Change my password")},
            {"url": reverse("mfa_index"), "text": _("Two-step sign-in")},
            {"url": reverse("staff-keys"), "text": _("Keys")},
        ],
    }


def called(post: orgs.HeldPost) -> str:
    """Return a post's name, with who is away where somebody stands in."""
    said = f"{post.unit_name} · {labels.of(Role, post.role)}"
    if not post.for_id:
        return said
    return _("%(post)s, standing in for %(name)s") % {"post": said, "name": post.for_name}


def see_other(name: str, *args: object, query: str = "") -> HttpResponse:
    """Return the way on after a deed, so that a reload does not send the form again."""
    response = HttpResponse(status=303)
    response["Location"] = reverse(name, args=args) + query
    return response


def _navigation(request: StaffRequest) -> list[dict[str, object]]:
    shown = (
        ("staff-home", _("Work"), READERS),
        ("field", _("In the field"), OUTDOORS),
        ("staff-panels", _("Overview"), OVERSEERS),
        ("staff-intake", _("Take in a request"), TAKERS),
        ("staff-search", _("Find"), READERS),
        ("staff-matters", _("Matters"), READERS),
        ("staff-tables", pgettext("registry", "Tables"), READERS),
        ("staff-topics", _("Topics"), DISPATCHERS),
        ("staff-figures", _("Figures"), COUNTERS),
        ("staff-revisits", _("Re-visits"), REVISITORS),
        ("staff-evaluations", _("Unit evaluation"), EVALUATORS),
        ("staff-questions", _("Questions to ask"), ASKED),
        ("staff-publications", _("Monthly reports"), PUBLISHERS),
        ("staff-messages", _("Messages in doubt"), SETTLERS),
        ("staff-knowledge", _("Knowledge"), EVERYBODY),
        ("staff-registers", _("Registers"), DECIDERS),
        ("staff-model", _("Classifier"), WATCHERS),
        ("staff-privacy", _("Personal data"), WATCHERS),
        ("staff-verify", _("Verify the ledger"), VERIFIERS),
    )
    links = [(name, text) for name, text, roles in shown if request.actor.role in roles]
    links.append(("staff-absence", _("Absence")))
    if len(request.posts) > 1:
        links.append(("staff-post", _("Change post")))
    return [
        {"url": reverse(name), "text": text, "active": request.path == reverse(name)}
        for name, text in links
    ]


def ticket_id(number: str) -> int:
    """Return the id that a number in an address stands for, or answer 404."""
    found = rules.code.ticket_id(number)
    if found is None:
        raise Http404
    return found


def found(request: StaffRequest, number: str) -> "Ticket":
    """Return the ticket of an address, or answer 404 where there is none that this actor may see."""
    try:
        return tickets.find(request.actor, ticket_id(number))
    except NotFound as refusal:
        raise Http404 from refusal
