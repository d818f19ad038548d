"""The demo's first page, and the two buttons on it: sign in as somebody, follow a request as its resident."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from lianxin.foundation.actor import Role
from lianxin.interfaces.web import actors, labels
from lianxin.interfaces.web.demo import people
from lianxin.interfaces.web.labels import Words

Page = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Try:
    """What is worth trying in a role, and the page on which it begins."""

    words: Words
    begins: str


TRY: Mapping[Role, Try] = {
    Role.AGENT: Try(
        words=_(
            "Take a call: write down what a resident says, look at similar requests, hand out the number."
        ),
        begins="staff-intake",
    ),
    Role.DISPATCHER: Try(
        words=_(
            "Dispatch what has come in: read the suggested unit and why, accept it or correct it."
        ),
        begins="staff-home",
    ),
    Role.SUPERVISOR: Try(
        words=_("Decide: returns, extensions, holds, objections. See where the loop is broken."),
        begins="staff-home",
    ),
    Role.CALLER: Try(
        words=_("Call residents back and write down whether it is solved."), begins="staff-home"
    ),
    Role.HANDLER: Try(
        words=_("Sign a request, contact the resident, reply. Each step shows by when."),
        begins="staff-home",
    ),
    Role.UNIT_LEAD: Try(
        words=_("See your unit at a glance: what is due, what keeps coming up, what to sign."),
        begins="staff-panels",
    ),
    Role.GRID_WORKER: Try(
        words=_("Take today's list along on a phone: it works without a network."), begins="field"
    ),
    Role.AUDITOR: Try(
        words=_("Read masked text, look at re-visits and questions, verify the ledger."),
        begins="staff-verify",
    ),
    Role.ADMINISTRATOR: Try(
        words=_(
            "Keep the registers: units, grids, posts, the dispatch catalogue. Every change is previewed."
        ),
        begins="staff-registers",
    ),
}


def only_in_a_demo(page: Page) -> Page:
    """Answer 404 anywhere else: the setting alone opens nothing where the ledger is not a demo's."""

    @wraps(page)
    def answered(request: HttpRequest) -> HttpResponse:
        if not (settings.LIANXIN_DEMO and people.is_demo()):
            raise Http404
        return page(request)

    return answered


@require_safe
@only_in_a_demo
def first(request: HttpRequest) -> HttpResponse:
    """Say what to try as whom."""
    number, code = people.number_and_code()
    context = {
        "roles": _roles(),
        "password": people.PASSWORD,
        "number": number,
        "code": code,
    }
    return render(request, "demo/first.html", context)


def _roles() -> list[dict[str, object]]:
    accounts = people.accounts(at=timezone.now())
    return [
        {
            "role": labels.of(Role, role),
            "words": one.words,
            "accounts": [{"name": name, "unit": unit} for name, of, unit in accounts if of == role],
        }
        for role, one in TRY.items()
    ]


@require_POST
@only_in_a_demo
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign somebody in with the password that the demo gave out, as if it had been typed."""
    name = request.POST.get("name", "")
    role = next(
        (role for who, role, _unit in people.accounts(at=timezone.now()) if who == name), ""
    )
    if not role or not people.given_its_password(name):
        raise Http404
    user = authenticate(request, username=name, password=people.PASSWORD)
    if user is None:
        raise Http404  # somebody has given the account another password
    logout(request)  # whoever was signed in leaves nothing behind
    begins = reverse(TRY[Role(role)].begins)
    answer: HttpResponse = perform_login(request, user, redirect_url=begins)
    return answer


@require_POST
@only_in_a_demo
def follow(request: HttpRequest) -> HttpResponse:
    """Open a request for this browser, as its number and code would."""
    ticket = people.to_follow()
    if ticket is None:
        raise Http404
    actors.remember(request, ticket.pk)
    answer = HttpResponse(status=303)
    answer["Location"] = reverse("progress-ticket", args=[ticket.number])
    return answer
