"""What a reply may lack, shown to whoever is about to send it, who then decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.triage.rules import replies
from lianxin.followers.triage.rules.replies import Kind, Miss, Request
from lianxin.followers.triage.rules.suggesting import marked
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import matter_forms
from lianxin.interfaces.web.staff.rows import Row
from lianxin.interfaces.web.staff.step_forms import AnswerForm, ReplyForm, StepForm

AS_IT_IS = "as_it_is"  # what a form carries whose sender has read the warnings
SAID: Mapping[Miss, labels.Words] = {
    Miss.PASSED_ON: _("check", "It says only that the request came in or was passed on."),
    Miss.NOT_THIS: _(
        "check", "Hardly anything of this request comes back in it: it could answer anything."
    ),
    Miss.UNANSWERED: _("check", "It does not take up:"),
    Miss.NO_DEED: _("check", "It does not say what was done."),
    Miss.NO_DAY: _("check", "It promises something, and does not say by when."),
    Miss.PAST_DAY: _("check", "It promises something by a day that is over."),
    Miss.NO_BASIS: _("check", "It says no, and names no law, rule or document for it."),
    Miss.RUDE: _("check", "Words that may hurt."),
    Miss.PERSONAL: _("check", "It may give away somebody's data: a number, an address, a name."),
}


@dataclass(frozen=True, kw_only=True)
class Warned:
    """One warning in words, and what of the request it is about."""

    text: labels.Words
    about: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Check:
    """The warnings about a reply, and the reply in pieces, each with whether a warning points at it."""

    warnings: Sequence[Warned]
    pieces: Sequence[tuple[str, bool]]


def of(request: HttpRequest, form: StepForm) -> Check | None:
    """Return what an answer in a form may lack, unless its sender has read it and sends it as it is."""
    if AS_IT_IS in request.POST or not isinstance(form, ReplyForm):
        return None
    kind = Kind.ANSWER if isinstance(form, AnswerForm) else Kind.REPLY
    asked = Request.told(form.scene.asked.get("what", ""))
    return _check(form.cleaned_data["words"], asked, kind, form.scene.today)


def warnings(said: str, asked: str, on: date) -> list[str]:
    """Return what a reply may lack, in words alone."""
    check = _check(said, Request.told(asked), Kind.REPLY, on)
    return [str(warned.text) for warned in check.warnings] if check else []


def of_matter(
    request: HttpRequest, form: matter_forms.MatterForm, told: Mapping[str, str]
) -> Check | None:
    """Return what the reply to all who joined a matter may lack, with the same exception."""
    if AS_IT_IS in request.POST or not isinstance(form, matter_forms.ReplyForm):
        return None
    asked = Request(title=told.get("title", ""), detail=told.get("plan", ""))
    return _check(form.cleaned_data["words"], asked, Kind.MATTER, form.scene.today)


def _check(said: str, asked: Request, kind: Kind, on: date) -> Check | None:
    hints = replies.check(said, asked, kind=kind, on=on)
    if not hints:
        return None
    spans = [span for hint in hints for span in hint.spans]
    return Check(
        warnings=[
            Warned(
                text=SAID[hint.miss],
                about=[asked.detail[start:end].strip() for start, end in hint.asked],
            )
            for hint in hints
        ],
        pieces=marked(said, spans) if spans else [],
    )


def passed_on(listed: Sequence[Row], by: Actor) -> frozenset[int]:
    """Return those tickets of a list whose reply says only that the request was passed on."""
    said = tickets.replies([row.ticket for row in listed], by)
    return frozenset(pk for pk, reply in said.items() if replies.passed_on(reply))
