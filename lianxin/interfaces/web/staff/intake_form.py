"""The form of taking a request in: what somebody tells on the phone, at the counter or on the street."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets.rules import Channel, Kind, Privacy
from lianxin.casework.tickets.rules.intake import DOORS, LONGEST, Request
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.files import actions as files
from lianxin.interfaces.web import again, data_words, known, labels
from lianxin.interfaces.web.forms import Choices, Form, RadioSelect, Textarea
from lianxin.interfaces.web.staff import fields, nearby
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import padded
from lianxin.registers.residents.rules import NewContact
from lianxin.registers.residents.rules.consents import (
    Consent,
    Whereabouts,
    health_words,
    without_health,
)
from lianxin.registers.residents.rules.mandates import Helper


class IntakeForm(Form):
    """What somebody tells on the phone, at the counter or on the street."""

    what = forms.CharField(
        label=pgettext_lazy("staff", "What is it about?"),
        max_length=LONGEST,
        widget=Textarea({"rows": 4, "autofocus": True}),
    )
    where = forms.CharField(
        label=pgettext_lazy("staff", "Where?"),
        required=False,
        max_length=300,
        help_text=_("Street and number, compound, community: the grid is found from it."),
    )
    grid = forms.TypedChoiceField(
        label=_("Which of your grids?"), required=False, coerce=int, empty_value=None
    )
    kind = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Kind"),
        choices=Choices(labels.choices(Kind)),
        coerce=Kind,
        initial=Kind.HELP.value,
    )
    category = fields.Named(label=pgettext_lazy("field", "Category"), required=False)
    name = forms.CharField(label=pgettext_lazy("staff", "Name"), required=False, max_length=50)
    phone = forms.CharField(
        label=pgettext_lazy("staff", "Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    privacy = forms.TypedChoiceField(
        label=_("Who may know who asks?"),
        choices=Choices(labels.choices(Privacy)),
        coerce=Privacy,
        initial=Privacy.OPEN.value,
        widget=RadioSelect(hints={one.value: text for one, text in labels.PRIVACY_HINT.items()}),
    )
    channel = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Came in by"), coerce=Channel, widget=RadioSelect
    )
    place_kept = forms.ChoiceField(
        label=_("What kind of place is it?"),
        choices=Choices(
            [
                (Whereabouts.PUBLIC.value, pgettext_lazy("place", "A public place")),
                (
                    Whereabouts.HOME.value,
                    pgettext_lazy("place", "Where they live: they agree that it is kept"),
                ),
                (
                    Whereabouts.COARSE.value,
                    pgettext_lazy("place", "Where they live: keep the community only"),
                ),
            ]
        ),
        initial=Whereabouts.PUBLIC.value,
        required=False,
        widget=RadioSelect,
    )
    health = forms.TypedChoiceField(
        label=_("It speaks of health. Ask: may that be kept?"),
        choices=Choices(
            [
                ("keep", pgettext_lazy("health", "Yes, they agree")),
                ("hide", pgettext_lazy("health", "No: hide these words")),
            ]
        ),
        required=False,
        widget=RadioSelect,
    )
    child = forms.BooleanField(
        label=_("It is about a child under 14: the guardian agrees, name and phone are theirs"),
        required=False,
    )
    helper = forms.TypedChoiceField(
        label=_("Do they ask for somebody else?"),
        help_text=_("The request belongs to whoever it is for: give their name and phone."),
        choices=Choices(
            [
                ("", _("No, for themselves")),
                *((one.value, text) for one, text in data_words.HELPER.items()),
            ]
        ),
        coerce=Helper,
        empty_value=None,
        required=False,
    )
    photo = forms.FileField(
        label=pgettext_lazy("staff", "Photo"),
        required=False,
        widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
    )

    matter = forms.TypedChoiceField(
        label=_("Is it one of these? They are public: read them aloud"),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(
        self,
        *given: Any,
        by: Actor,
        at: datetime,
        before: int | None = None,
        look: bool = False,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        if before is not None:
            self.fields["again"] = again.field()
        self.by, self.at = by, at
        doors = sorted(DOORS[by.role], reverse=True)  # the phone before the counter
        channel, grid, category = (self.fields[name] for name in ("channel", "grid", "category"))
        channel.choices = [(one.value, labels.CHANNEL[one]) for one in doors]  # type: ignore[attr-defined]
        channel.initial = doors[0].value
        if len(doors) == 1:
            channel.widget = forms.HiddenInput({"id": False})
        if by.role is Role.GRID_WORKER:
            choices = fields.grid_choices(sorted(by.grid_ids))
            grid.choices = fields.or_else(choices, _("Elsewhere"))  # type: ignore[attr-defined]
            grid.initial = choices[0][0] if len(choices) == 1 else ""
        else:
            del self.fields["grid"]
            del self.fields["photo"]
        if isinstance(category, fields.Named):
            category.offer(fields.categories(at))
        if not (self.is_bound and health_words(*map(str, self._texts()))):
            del self.fields["health"]
        self._offer_known(look=look)

    def _offer_known(self, *, look: bool) -> None:
        """Offer what is known nearby to whoever looks for it, or has chosen one of it."""
        found = self._known() if look or self.data.get("matter") else []
        if found:
            nearby.offer(self.fields["matter"], found)
        else:
            del self.fields["matter"]

    def _known(self) -> list[known.Known]:
        """Return what is known already where the words, or the chosen grid, say that it is."""
        what, where = map(str, self._texts())
        grid_id, division = nearby.place(str(self.data.get("grid") or ""), where, self.at)
        return known.known(what, division_code=division, grid_id=grid_id)

    def _texts(self) -> tuple[object, object]:
        return self.data.get("what") or "", self.data.get("where") or ""

    def clean(self) -> dict[str, Any]:
        """Ask about words on health before they are kept."""
        said = super().clean() or self.cleaned_data
        if "health" in self.fields and not said.get("health"):
            self.add_error("health", _("Please ask, and choose one."))
        return said

    def request(self) -> Request:
        """Return the request as the action takes it; the place is what the address surely names."""
        said = self.cleaned_data
        grid_id, division = said.get("grid"), padded(self.by.division) if self.by.division else ""
        if grid_id is None and said["where"]:
            named = orgs.grid_from_address(said["where"], self.at)
            if (sure := fields.surest(named)) is not None:
                grid_id, division = sure.place.grid_id, sure.place.code[:12]
        hide = without_health if said.get("health") == "hide" else str
        at_home = said["place_kept"] == Whereabouts.HOME
        agreed = {
            Consent.LOCATION: at_home and said["where"],
            Consent.HEALTH: said.get("health") == "keep",
            Consent.GUARDIAN: said["child"],
        }
        return Request(
            what=hide(said["what"]),
            where="" if said["place_kept"] == Whereabouts.COARSE else hide(said["where"]),
            consents=frozenset(consent for consent, yes in agreed.items() if yes),
            at_home=at_home,
            child=said["child"],
            helper=said["helper"],
            kind=said["kind"],
            channel=said["channel"],
            privacy=said["privacy"],
            category_id=said["category"],
            grid_id=grid_id,
            division_code=division,
            matter_id=said.get("matter"),
        )

    def contact(self) -> NewContact | None:
        """Return how the requester is reached, or None where nothing was given."""
        name, phone = self.cleaned_data["name"], self.cleaned_data["phone"]
        return NewContact(name=name, phone=phone) if name or phone else None

    def photos(self) -> list[files.Prepared]:
        """Return the photo, checked and put away, or refuse it."""
        photo = self.cleaned_data.get("photo")
        return [files.prepare(photo, kind=files.Kind.PHOTO)] if photo else []
