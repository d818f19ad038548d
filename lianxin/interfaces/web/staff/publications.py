"""What is published of a month: who checks a draft, who releases it, and what went out before."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.followers.insight import actions, publication
from lianxin.followers.insight.queries import publication as queries
from lianxin.followers.insight.rules import publication as rules
from lianxin.followers.insight.rules.publication import State, Step
from lianxin.foundation import words
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.interfaces.web.forms import Decision, Textarea
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.numbers import LARGEST
from lianxin.interfaces.web.paging import paged
from lianxin.interfaces.web.publication import paper, shown
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.registers import telling
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from lianxin.followers.insight.models import Publication
    from lianxin.foundation.ledger.models import Entry

STATE: Mapping[State, Words] = {
    State.DRAFT: pgettext_lazy("publication", "To be checked"),
    State.CHECKED: pgettext_lazy("publication", "Checked, to be released"),
    State.RETURNED: pgettext_lazy("publication", "Sent back"),
    State.RELEASED: pgettext_lazy("publication", "Released"),
}
COLOUR = {State.DRAFT: "yellow", State.CHECKED: "blue", State.RETURNED: "red"}
VERB: Mapping[str, Words] = {
    rules.DRAFTED: pgettext_lazy("publication", "Files made"),
    rules.CHECKED: pgettext_lazy("publication", "Checked"),
    rules.RELEASED: pgettext_lazy("publication", "Released"),
    rules.RETURNED: pgettext_lazy("publication", "Sent back"),
}
BUTTON: Mapping[Step, Words] = {
    Step.CHECK: pgettext_lazy("publication", "I have read it and it is right"),
    Step.RELEASE: pgettext_lazy("publication", "Release it to everybody"),
    Step.RETURN: pgettext_lazy("publication", "Send it back"),
}


class StepForm(Decision):
    """A decision on a version; what is sent back says why."""

    step = forms.ChoiceField(
        label=pgettext_lazy("publication", "Your decision"), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=pgettext_lazy("publication", "What is wrong, where you send it back"),
        widget=Textarea,
        required=False,
        max_length=1000,
    )

    def __init__(self, *given: Any, steps: list[Step], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
        field.choices = [(step.value, BUTTON[step]) for step in steps]
        if Step.RETURN not in steps:
            del self.fields["words"]


@shell.page(*shell.PUBLISHERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponseBase:
    """List what was made, the newest month first."""
    shown, ways = paged(request, queries.listed(request.actor))
    context = {"rows": [_row(one) for one in shown], **ways}
    return shell.show(request, "staff/publications.html", context)


@shell.page(*shell.PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: StaffRequest, publication_id: int) -> HttpResponseBase:
    """Show a version as everybody will read it, or decide on it."""
    row = _found(request, publication_id)
    steps = queries.steps(row, request.actor, timezone.localdate())
    if request.method == "POST" and request.actor.role not in rules.CHECKERS:
        raise PermissionDenied
    posted = (request.POST,) if request.method == "POST" else ()
    form = StepForm(*posted, initial={"seen": row.seq}, steps=steps)
    if form.is_bound and form.is_valid():
        try:
            _act(request, row, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("Your decision is entered."))
            return shell.see_other("staff-publication", row.pk)
    context: dict[str, object] = {
        **_row(row),
        **_read(row),
        "note": queries.note(row),
        "form": form if steps or form.is_bound else None,
        "timeline": _timeline(queries.story(row)),
        "alone": row.state == State.CHECKED and row.checked_by in request.actor.selves,
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/publication.html", context, status=status)


@shell.page(*shell.PUBLISHERS)
@require_safe
def file(request: StaffRequest, publication_id: int, name: str) -> HttpResponseBase:
    """Hand out a file of a version that is not released yet, to whoever has to check it."""
    return shown.handed_out(_found(request, publication_id), name)


def _act(request: StaffRequest, row: "Publication", said: Mapping[str, Any]) -> "Entry":
    """Take the step that was chosen; before a release all files are read once more."""
    step = Step(said["step"])
    frame = {"by": request.actor, "at": timezone.now(), "key": said["key"], "seen": said["seen"]}
    given: dict[str, Any] = {"publication_id": row.pk, **frame}
    if step is Step.RETURN:
        return actions.return_publication(words=said["words"], **given)
    publication.check(row.sha256)
    if step is Step.CHECK:
        return actions.check_publication(**given)
    return actions.release_publication(sha256=row.sha256, **given)


def _found(request: StaffRequest, publication_id: int) -> "Publication":
    try:
        return queries.find(request.actor, min(publication_id, LARGEST - 1))
    except NotFound as refusal:
        raise Http404 from refusal


def _row(row: "Publication") -> dict[str, object]:
    state = State(row.state)
    return {"row": row, "state": STATE[state], "colour": COLOUR.get(state, "green")}


def _read(row: "Publication") -> dict[str, object]:
    """Return the report and its files, or the word for why they cannot be read."""
    try:
        html = publication.read(row.sha256, f"report.{shown.language(get_language())}.html")
        return {"body": paper.body(html), "files": shown.files(row)}
    except Refusal as refusal:
        return {"fault": words.of(refusal), "files": []}


def _timeline(entries: "list[Entry]") -> list[dict[str, object]]:
    named = telling.people(entries)
    said: Callable[[Entry], Mapping[str, str | None]] = ledger.words
    return [
        {
            "title": VERB[entry.verb],
            "by": named.by(entry),
            "at": entry.at,
            "text": said(entry).get("reason") or said(entry).get("note"),
        }
        for entry in entries
    ]
