"""Re-visits for staff: what a unit asks again, the contact for it, what was said; and how each month was drawn."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.oversight import actions
from lianxin.casework.oversight.queries import draws as drawing
from lianxin.casework.oversight.queries import revisits as queries
from lianxin.casework.oversight.rules import revisits as rules
from lianxin.casework.tickets.rules import Way
from lianxin.foundation import words
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.interfaces.web import labels, numbers, revisit_words
from lianxin.interfaces.web.forms import Decision, RadioSelect, Textarea
from lianxin.interfaces.web.paging import paged
from lianxin.interfaces.web.staff import contact, shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.staff.words import UNIT_KIND
from lianxin.registers.duties import queries as duties
from lianxin.registers.residents import queries as contacts
from lianxin.registers.residents import rules as residents

if TYPE_CHECKING:
    from lianxin.casework.oversight.models import Revisit

ASKERS = tuple(sorted(rules.WORKERS))
WATCHERS = tuple(sorted(rules.READERS))
LONGEST = 2000


class SaidForm(Decision):
    """What the requester says now."""

    found = forms.TypedChoiceField(
        label=gettext_lazy("What do they say?"),
        choices=list(revisit_words.FOUND.items()),
        coerce=rules.Found,
        widget=RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("In their words"),
        required=False,
        max_length=LONGEST,
        widget=Textarea,
        help_text=gettext_lazy(
            "Needed where it is worse than was noted: it goes to a supervisor. Their unit and they themselves read it."
        ),
    )


class TriedForm(Decision):
    """Which way somebody tried."""

    way = forms.TypedChoiceField(
        label=gettext_lazy("Which way did you try?"),
        choices=[(one.value, labels.of(Way, one)) for one in (Way.PHONE, Way.VISIT)],
        coerce=Way,
        widget=RadioSelect,
    )


class OpenForm(Decision):
    """A few words on why the contact is opened."""

    words = forms.CharField(
        label=pgettext_lazy("field", "In a few words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The requester reads this on the progress page."),
    )


@shell.page(*ASKERS, *WATCHERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponseBase:
    """Show what the unit asks again; to a supervisor what does not agree, and how each month was drawn."""
    by = request.actor
    if by.role in rules.WORKERS:
        after = numbers.number(request.GET.get("after", ""))
        found = queries.waiting(by, after=after)
        shown = found[: queries.PAGE]
        context: dict[str, Any] = {"asks": True, "rows": shown}
        if len(found) > len(shown):
            context["next_url"] = f"?after={shown[-1].pk}"
        return shell.show(request, "staff/revisits.html", context)
    shown, ways = paged(request, queries.disagreeing(by))
    context = {"disagreeing": shown, **ways, **revisit_words.months(queries.draws())}
    return shell.show(request, "staff/revisits.html", context)


@shell.page(*ASKERS)
def one(request: StaffRequest, revisit_id: int) -> HttpResponseBase:
    """Show a request to ask about again, and take down what was said."""
    found = _found(request, revisit_id)
    form = SaidForm(_posted(request), initial={"seen": found.seq})
    if form.is_valid():
        said = {"found": form.cleaned_data["found"], "words": form.cleaned_data["words"]}
        if _done(request, form, actions.end_revisit, found, **said):
            messages.success(request, _("What they said is noted."))
            return shell.see_other("staff-revisits")
    context = {
        "revisit": found,
        "ticket": found.ticket,
        "form": form,
        "asked": queries.asked(found, request.actor),
        "tried": queries.tried(found),
        **contact.masked(found.ticket),
    }
    return shell.show(request, "staff/revisit.html", context, status=422 if form.is_bound else 200)


@shell.page(*ASKERS)
def tried(request: StaffRequest, revisit_id: int) -> HttpResponseBase:
    """Note that somebody tried in vain."""
    found = _found(request, revisit_id)
    form = TriedForm(_posted(request), initial={"seen": found.seq, "way": Way.PHONE.value})
    if form.is_valid() and _done(
        request, form, actions.try_revisit, found, way=form.cleaned_data["way"]
    ):
        messages.success(request, _("The attempt is noted. Try again at another time of day."))
        return shell.see_other("staff-revisit", found.pk)
    title = _("Nobody was reached")
    return _form_page(request, found, form, title)


@shell.page(*ASKERS)
def open_contact(request: StaffRequest, revisit_id: int) -> HttpResponseBase:
    """Open the contact to ask again."""
    found = _found(request, revisit_id)
    form = OpenForm(_posted(request), initial={"seen": found.seq})
    if form.is_valid():
        given = {"words": form.cleaned_data["words"]}
        entry = _done(request, form, actions.open_to_revisit, found, rests=False, **given)
        if entry:
            return shell.see_other("staff-revisit-opened", found.pk, entry.pk)
    told = _("The requester is shown that you opened it: your unit, your role, the time and why.")
    return _form_page(request, found, form, _("Open the contact"), told=told)


@shell.page(*ASKERS)
@require_safe
def opened(request: StaffRequest, revisit_id: int, entry_id: int) -> HttpResponseBase:
    """Show the contact to whoever has just opened it to ask again."""
    found = _found(request, revisit_id)
    entry = ledger.about(found.ticket).filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    context: dict[str, Any] = {"revisit": found, "ticket": found.ticket}
    context["minutes"] = residents.OPEN_FOR.seconds // 60
    try:
        context["contact"] = contacts.reveal(entry, by=request.actor, at=timezone.now())
    except (residents.OpeningOver, residents.ContactUnreadable) as refusal:
        context["over"] = words.of(refusal)
    except Refusal as refusal:  # another's opening
        raise PermissionDenied from refusal
    status = 200 if "contact" in context else 410
    return shell.show(request, "staff/revisit_opened.html", context, status=status)


@shell.page(*WATCHERS)
@require_safe
def draw(request: StaffRequest, month: str) -> HttpResponseBase:
    """Show how a month was drawn, and whether the draw can be done again with the same result."""
    try:
        found = drawing.month_drawn(date.fromisoformat(f"{month}-01"))
    except ValueError as fault:
        raise Http404 from fault
    if found is None:
        raise Http404
    head = [_("Units"), _("Categories"), _("Claimed"), _("Could be drawn"), _("Drawn")]
    strata = drawing.strata(found)
    groups = {group for (_kind, group, _claim), _n, _k in strata}
    named = {pk: row.name for pk, row in duties.categories_by_id(groups).items()}
    rows = [
        list(
            zip(
                head,
                [
                    UNIT_KIND[kind],
                    named.get(group, _("Not known")),
                    revisit_words.CLAIMED[claim],
                    could,
                    taken,
                ],
                strict=True,
            )
        )
        for (kind, group, claim), could, taken in strata
    ]
    context = {"draw": found, "head": head, "rows": rows, "right": drawing.drawn_rightly(found)}
    return shell.show(request, "staff/revisit_draw.html", context)


def _form_page(
    request: StaffRequest, found: "Revisit", form: forms.Form, title: str, told: str = ""
) -> HttpResponseBase:
    context = {"revisit": found, "ticket": found.ticket, "form": form, "title": title, "told": told}
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/revisit_form.html", context, status=status)


def _posted(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _done(
    request: StaffRequest,
    form: forms.Form,
    act: Any,
    about: "Revisit",
    *,
    rests: bool = True,
    **given: Any,
) -> Any:
    """Do a deed, or write into the form why not; `rests` where it rests on what the page showed."""
    if rests:
        given["seen"] = form.cleaned_data["seen"]
    frame = {"by": request.actor, "at": timezone.now(), "key": form.cleaned_data["key"]}
    try:
        return act(revisit_id=about.pk, **given, **frame)
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return None


def _found(request: StaffRequest, revisit_id: int) -> "Revisit":
    """Return a re-visit that the actor still has to make, or answer 404: what is over is nobody's to open."""
    if revisit_id >= numbers.LARGEST:
        raise Http404
    try:
        found = queries.find(request.actor, revisit_id)
    except NotFound as refusal:
        raise Http404 from refusal
    if found.ended_at is not None:
        raise Http404
    return found
