"""The classifier's pages: what is in use and how it fares, the threshold, and every version with a way back."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.classify import shelf
from lianxin.followers.triage.rules import drift, versions
from lianxin.followers.triage.rules.drift import Week
from lianxin.followers.triage.rules.manifests import Told
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.forms import Decision
from lianxin.interfaces.web.staff import model_figures, shell
from lianxin.interfaces.web.staff.shell import StaffRequest

SHOWN = timedelta(weeks=12)
PAGE = ["GET", "HEAD", "POST"]


class ThresholdForm(Decision):
    """From which confidence on a category is suggested as sure."""

    per_cent = forms.IntegerField(
        label=pgettext_lazy("classifier", "Suggest as sure from (per cent)"),
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )


class UseForm(Decision):
    """The wish to use a version."""


@shell.page(*shell.WATCHERS)
@require_http_methods(PAGE)
def overview(request: StaffRequest) -> HttpResponseBase:
    """Show the version in use and how its suggestions fare, or set the threshold."""
    form = ThresholdForm(*_posted(request), initial=_first(per_cent=_threshold()))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_threshold(by=request.actor, at=timezone.now(), **given)
        except Refusal as refusal:
            form.add_error("per_cent", words.of(refusal))
        else:
            messages.success(request, _("The threshold is set."))
            return shell.see_other("staff-model")
    listed = queries.versions(request.actor)
    context = {
        **_standing(request, listed),
        **_faring(request, listed),
        "form": form if _may(request) else None,
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/model.html", context, status=status)


@shell.page(*shell.WATCHERS)
@require_http_methods(PAGE)
def version(request: StaffRequest, name: str) -> HttpResponseBase:
    """Show one version and how it fares on what it never saw, or take it into use."""
    known = {one.name: one for one in queries.versions(request.actor)}
    cold = name == versions.COLD_START
    if not cold and name not in known:
        raise Http404
    form = UseForm(*_posted(request), initial=_first())
    if form.is_bound and form.is_valid():
        try:
            sha256 = "" if cold else shelf.take(name)[2]
            asked = "" if cold else name
            frame = {"by": request.actor, "at": timezone.now(), **form.cleaned_data}
            actions.use(version=asked, sha256=sha256, **frame)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("This version is in use now."))
            return shell.see_other("staff-model")
    told = None if cold else known[name].told
    used = queries.taken()[0] == ("" if cold else name)
    context = {
        "name": model_figures.called(name),
        "cold": cold,
        "told": told,
        "used": used,
        **(model_figures.version(told, _threshold()) if told else {}),
        "form": form if _may(request) and not used else None,
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/model_version.html", context, status=status)


def _posted(request: StaffRequest) -> tuple[object, ...]:
    """Return what was sent, from who may decide."""
    if request.method != "POST":
        return ()
    if not _may(request):
        raise PermissionDenied
    return (request.POST,)


def _first(**given: object) -> dict[str, object]:
    """Return what a form begins with: where the classifier stands now, and what else is given."""
    return {"seen": queries.seq(), **given}


def _may(request: StaffRequest) -> bool:
    return request.actor.role in shell.KEEPERS


def _threshold() -> int:
    return round(100 * queries.threshold())


def _standing(request: StaffRequest, listed: list[queries.Version]) -> dict[str, object]:
    """Return what is in use, and since which deed."""
    name, told = _in_use(listed)
    threshold = _threshold()
    return {
        "name": model_figures.called(name),
        "cold": not name,
        "damaged": bool(name) and queries.in_use() is None,
        "told": told,
        "threshold": threshold,
        **(model_figures.version(told, threshold) if told else {}),
        "versions": [model_figures.listed(one) for one in listed],
        "history": [model_figures.deed(entry) for entry in queries.history(request.actor)],
    }


def _in_use(listed: list[queries.Version]) -> tuple[str, Told | None]:
    """Return the name of the version in use and what is told of it; "" is the cold start."""
    name, _sha256 = queries.taken()
    return name, next((one.told for one in listed if one.in_use), None)


def _faring(request: StaffRequest, listed: list[queries.Version]) -> dict[str, object]:
    """Return how suggestions of the version in use fared with people, week by week and by category."""
    by, since = request.actor, timezone.now() - SHOWN
    name, told = _in_use(listed)
    weeks: list[Week] = queries.weeks(by, version=name, since=since)
    found = drift.drift(
        weeks,
        right=told.trial.share if told and told.trial else None,
        confidence=told.confidence if told else None,
    )
    return {
        "drift": model_figures.DRIFT[found],
        "bad": found in model_figures.BAD,
        "expected": model_figures.expected(told),
        **model_figures.weeks(weeks),
        **model_figures.categories(queries.by_category(by, version=name, since=since)),
    }
