"""The forms of a report: what, where, how to reach the requester, and sending it."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import Kind
from lianxin.casework.tickets.rules.intake import LONGEST, MOST_FILES
from lianxin.foundation.files.rules import LIMITS, MEGABYTE
from lianxin.foundation.files.rules import Kind as FileKind
from lianxin.interfaces.web import again, labels
from lianxin.interfaces.web.forms import Form, RadioSelect, Textarea
from lianxin.interfaces.web.resident.draft import SURROGATE
from lianxin.interfaces.web.resident.places import Choice
from lianxin.registers.residents.rules.consents import Whereabouts

UNREADABLE = _("There is a character in it that cannot be kept. Please type it again.")
TOO_LONG = _("This is too long: please use at most %(limit_value)d characters.")
MESSAGES = {"null_characters_not_allowed": UNREADABLE, "max_length": TOO_LONG}

KINDS = [
    (Kind.HELP.value, _("Please help: something needs to be done")),
    (Kind.COMPLAINT.value, _("A complaint: something was done badly")),
    (Kind.INQUIRY.value, _("A question")),
    (Kind.SUGGESTION.value, _("A suggestion")),
    (Kind.TIP_OFF.value, _("A tip-off: somebody breaks the rules")),
    (Kind.COMMENDATION.value, _("A thank you")),
]
PLACES = [
    (Whereabouts.PUBLIC.value, _("It is a public place")),
    (
        Whereabouts.HOME.value,
        _("I live there or often am there, and agree that the exact place is kept"),
    ),
    (Whereabouts.COARSE.value, _("I live there or often am there: keep the community only")),
]
PLACE_HINTS = {
    Whereabouts.HOME.value: _("Only for this request. You can take this back at any time."),
    Whereabouts.COARSE.value: _("The unit may have to ask you where it is."),
}
HIDE, KEEP = "hide", "keep"
HEALTH = [
    (KEEP, _("I agree that it is kept with this request")),
    (HIDE, _("Hide these words before it is sent")),
]
NOT_SURE = _("I am not sure")
NO_BUILDING = _("At none of these, or I am not sure")
NONE = "none"  # of the places offered


def _whole(text: str) -> None:
    """Refuse half of a pair of surrogates: no encoding can write it."""
    if SURROGATE.search(text):
        raise forms.ValidationError(UNREADABLE)


class PlainText(forms.CharField):
    """A text of one or a few lines, refused kindly where it cannot be kept."""

    default_validators = [_whole]

    def __init__(self, **given: Any) -> None:
        given["error_messages"] = MESSAGES | given.get("error_messages", {})
        super().__init__(**given)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what was typed as a page can show it again."""
        shown = super().bound_data(data, initial)
        return SURROGATE.sub("\ufffd", shown) if isinstance(shown, str) else shown

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return no limit but for long texts, which count: a browser cuts off in silence."""
        return super().widget_attrs(widget) if self.max_length == LONGEST else {}


class StepForm(forms.Form):
    """One step of a report; it does no deed yet, so it needs no key."""

    use_required_attribute = False
    marks_optional = True
    asks_alone = False  # the one question of its page, so that its label is the heading


class SeveralFiles(forms.FileInput):
    """A choice of several files at once."""

    allow_multiple_selected = True


class WhatForm(StepForm):
    """What happened, what kind of request it is, and photos; the page itself takes the files."""

    what = PlainText(
        label=_("Tell us in your own words"),
        help_text=_("Write as you speak. What happened, since when, what should be done?"),
        error_messages={
            "required": _("Please write what it is about, or speak. One sentence is enough.")
        },
        max_length=LONGEST,
        widget=Textarea({"rows": 7}),
    )
    kind = forms.ChoiceField(
        label=_("What kind of request is it?"),
        choices=KINDS,
        initial=Kind.HELP.value,
        error_messages={
            "required": _("Please choose one."),
            "invalid_choice": _("Please choose one."),
        },
        widget=RadioSelect,
    )
    photos = forms.FileField(
        label=_("Photos"),
        help_text=format_lazy(
            _(
                "Up to {most} photos or PDFs of at most {limit} MB each. The place stored in a photo is removed."
            ),
            most=MOST_FILES,
            limit=LIMITS[FileKind.PHOTO] // MEGABYTE,
        ),
        required=False,
        # Named one by one: an iPhone then turns its own format into JPEG.
        widget=SeveralFiles(
            {"multiple": True, "accept": "image/jpeg,image/png,image/webp,application/pdf"}
        ),
    )

    def __init__(self, *args: Any, spoken: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["what"].required = not spoken

    def clean_photos(self) -> None:
        """Leave the files to the page, which keeps those that are fine beside those that are not."""


class WhereForm(StepForm):
    """Where it is, in words and by town; both may stay open."""

    where = PlainText(
        label=_("The place in words"),
        help_text=_("For example: the crossing in front of the east gate of the Lakeside compound"),
        required=False,
        max_length=500,
        widget=Textarea({"rows": 2}),
    )
    place_kept = forms.ChoiceField(
        label=_("If you named a place: what kind of place is it?"),
        choices=PLACES,
        required=False,
        error_messages={"invalid_choice": _("Please choose one.")},
        widget=RadioSelect(hints=PLACE_HINTS),
    )
    town = forms.ChoiceField(
        label=_("Subdistrict or town"),
        help_text=_("Leave it if you do not know."),
        required=False,
    )

    def __init__(self, *args: Any, towns: list[tuple[str, list[Choice]]], **given: Any) -> None:
        super().__init__(*args, **given)
        town = self.fields["town"]
        assert isinstance(town, forms.ChoiceField)  # noqa: S101  for mypy
        town.choices = [("", NOT_SURE), *towns]
        if not towns:
            del self.fields["town"]

    def clean(self) -> dict[str, Any]:
        """Ask what may be kept of a place that was named: where somebody lives needs their consent."""
        given = super().clean() or self.cleaned_data
        if given.get("where") and not given.get("place_kept"):
            self.add_error("place_kept", _("Please choose one."))
        return given


class PlaceForm(StepForm):
    """Which of the places that the words may mean."""

    place = forms.ChoiceField(
        label=_("Please choose the place"), required=False, widget=RadioSelect
    )

    marks_optional = False

    def __init__(self, *args: Any, places: list[Choice], best: str, **given: Any) -> None:
        super().__init__(*args, **given)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)  # noqa: S101  for mypy
        place.choices = [*places, (NONE, _("None of these, or I am not sure"))]
        place.initial = best or NONE


class BuildingForm(StepForm):
    """At which building of the chosen place; never which flat."""

    building = forms.ChoiceField(
        label=_("Building"),
        required=False,
        error_messages={"invalid_choice": _("Please choose one.")},
    )
    place_kept = forms.ChoiceField(
        label=_("If you chose a building: what kind of place is it?"),
        choices=PLACES[:-1],
        required=False,
        error_messages={"invalid_choice": _("Please choose one.")},
        widget=RadioSelect(hints=PLACE_HINTS),
    )

    def __init__(
        self, *args: Any, buildings: list[tuple[str, list[Choice]]], kept: str, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        building = self.fields["building"]
        assert isinstance(building, forms.ChoiceField)  # noqa: S101  for mypy
        building.choices = [("", NO_BUILDING), *buildings]
        if kept:  # it was said with the place in words
            del self.fields["place_kept"]

    def clean(self) -> dict[str, Any]:
        """Ask what may be kept of a building that was chosen: where somebody lives needs their consent."""
        given = super().clean() or self.cleaned_data
        if given.get("building") and "place_kept" in self.fields and not given.get("place_kept"):
            self.add_error("place_kept", _("Please choose one."))
        return given


class OneForm(StepForm):
    """One question by itself, as another form asks it."""

    asks_alone = True

    def __init__(self, *given: Any, name: str, field: forms.Field, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields[name] = field


class SendForm(Form):
    """The draft's key, so that a report is sent once; questions where it speaks of health or came before."""

    health = forms.ChoiceField(
        label=_("May what is said about health be kept?"),
        choices=HEALTH,
        error_messages={
            "required": _("Please choose one."),
            "invalid_choice": _("Please choose one."),
        },
        widget=RadioSelect,
    )

    def __init__(self, *given: Any, found: list[str], before: int | None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.before = before
        if before is not None:
            self.fields["again"] = again.field()
        self.fields["health"].help_text = labels.listed(found)
        if not found:
            del self.fields["health"]

    @property
    def extra(self) -> list[str]:
        """Return which questions it asks beside sending."""
        return [name for name in ("again", "health") if name in self.fields]

    def carry(self) -> None:
        """Take answers along that were given on pages of their own, unseen."""
        for name in self.extra:
            self.fields[name].widget = forms.HiddenInput({"id": False})
