"""Public matters: what is broken where, what is being done, until when; and following one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.casework.matters import actions, queries, rules
from lianxin.casework.matters.rules import State
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.interfaces.web import actors, themes
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.numbers import LARGEST, number
from lianxin.interfaces.web.resident import places
from lianxin.interfaces.web.resident.onward import see

if TYPE_CHECKING:
    from lianxin.casework.matters.models import Matter

PUBLIC = Actor.public("")  # to read needs no session
STAGES = (_("Known"), _("Being dealt with"), _("Replied to"), _("Over"))
STAGE = {State.OPEN: 2, State.REPLIED: 3, State.CLOSED: 4}


class NearForm(forms.Form):
    """Where, and about what."""

    use_required_attribute = False
    town = forms.ChoiceField(label=_("Subdistrict or town"), required=False)
    category = forms.TypedChoiceField(
        label=_("What it is about"), required=False, coerce=int, empty_value=None
    )
    over = forms.BooleanField(label=_("Those that are over"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, choices in (
            ("town", places.towns(timezone.localdate())),
            ("category", queries.public_categories().values_list("pk", "name")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
            field.choices = [("", _("All")), *choices]


class FollowForm(Form):
    """An address for the news of one matter, kept with consent and no longer than that."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={"required": _("Please type an e-mail address.")},
        widget=forms.TextInput({"type": "email", "autocomplete": "email", "spellcheck": "false"}),
    )
    consent = forms.BooleanField(
        label=_("You may keep my address for this, until the matter is over or I stop it."),
        error_messages={"required": _("Without it we keep no address. The feed needs none.")},
    )


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the public matters near a place and of a category, the newest first."""
    form = NearForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    found = list(
        queries.published(
            over=bool(said.get("over")),
            division_code=said.get("town", ""),
            category_id=said.get("category"),
            before=_before(request),
            limit=queries.PAGE + 1,
        )
    )
    page = found[: queries.PAGE]
    more = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    onward = urlencode({**more, "before": str(page[-1].pk)}) if len(found) > len(page) else ""
    context = {"form": form, "matters": _told(page), "next_url": f"?{onward}" if onward else ""}
    return render(request, "public/matters.html", context, status=422 if form.errors else 200)


@require_safe
def matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Show what everybody may read of one matter."""
    found = _public(matter_id)
    standing = {"stages": STAGES, "stage": STAGE[State(found.state)]}
    context = {
        **_told([found])[0],
        "standing": standing,
        "follows": found.state != State.CLOSED,
        "theme": themes.called(found),
        "tasks": themes.tasks(queries.tasks(found, public=True), timezone.localdate()),
    }
    return render(request, "public/matter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Ask for the news of a matter by e-mail; a link sent there confirms it."""
    found = _public(matter_id)
    form = FollowForm(request.POST or None)
    if form.is_valid():
        try:
            actions.follow(
                matter_id=found.pk,
                email=form.cleaned_data["email"],
                language=get_language() or "zh-hans",
                by=actors.public(request),
                at=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except rules.FollowedAlready:
            return see("matter-asked", found.pk)  # whose address follows what is nobody's business
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            return see("matter-asked", found.pk)
    context = {**_told([found])[0], "form": form}
    return render(request, "public/follow.html", context, status=422 if form.is_bound else 200)


@require_safe
def asked(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Say that a link is on its way, whether or not the address was known already."""
    return render(request, "public/asked.html", _told([_public(matter_id)])[0])


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, subscription_id: int, token: str) -> HttpResponse:
    """Confirm following a matter, or stop it, by the link of a message; nothing happens by looking."""
    try:
        found = queries.by_link(min(subscription_id, LARGEST - 1), token)
    except rules.LinkOver as refusal:
        return render(request, "public/link.html", {"over": words.of(refusal)}, status=404)
    form = Form(request.POST or None)
    if form.is_valid():
        stops = "stop" in request.POST
        (actions.unfollow if stops else actions.confirm)(
            subscription_id=found.pk,
            token=token,
            by=actors.public(request),
            at=timezone.now(),
            key=form.cleaned_data["key"],
        )
        return see("matter-stopped") if stops else see("matter-link", found.pk, token)
    told = _told([found.matter] if found.matter.public else [])
    context = {"form": form, "subscription": found, **(told[0] if told else {})}
    return render(request, "public/link.html", context)


@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """Say that nothing more is sent, and that the address is gone."""
    return render(request, "public/stopped.html")


def _told(found: "list[Matter]") -> list[dict[str, Any]]:
    """Return what the pages say of some public matters; as many queries for one as for fifty."""
    shown = queries.shown(found)
    said = {pk: {"place": one.place} for pk, one in shown.items()}
    places_ = queries.places(found, said, timezone.localdate())
    return [
        {
            "matter": one,
            "shown": shown[one.pk],
            "place": places_[one.pk],
            "address": reverse("matter", args=[one.pk]),
        }
        for one in found
    ]


def _public(matter_id: int) -> "Matter":
    try:
        return queries.find(PUBLIC, min(matter_id, LARGEST - 1))
    except NotFound as refusal:
        raise Http404 from refusal


def _before(request: HttpRequest) -> int | None:
    said = request.GET.get("before", "")
    if not said:
        return None
    if (found := number(said)) is None:
        raise Http404
    return found
