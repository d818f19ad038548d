"""How forms look: GOV.UK markup for every field, and what each form of ours carries unseen."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Django's own templates on the left give way to ours: in any form, allauth's too.
TEMPLATES = {
    "django/forms/p.html": "forms/form.html",
    "django/forms/errors/list/default.html": "forms/errors.html",
    "django/forms/widgets/radio.html": "forms/radios.html",
    "django/forms/widgets/checkbox_select.html": "forms/checkboxes.html",
    "django/forms/widgets/textarea.html": "forms/textarea.html",
    "django/forms/widgets/password.html": "forms/password.html",
}

SHOWN_ON_REQUEST = "govuk-input govuk-password-input__input govuk-js-password-input-input"

# The first kind that fits; its classes; one more when the answer is wrong.
CLASSES: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input", ""),
    (forms.RadioSelect, "govuk-radios__input", ""),
    (forms.CheckboxInput, "govuk-checkboxes__input", ""),
    (forms.Select, "govuk-select", "govuk-select--error"),
    (forms.Textarea, "govuk-textarea", "govuk-textarea--error"),
    (forms.FileInput, "govuk-file-upload", "govuk-file-upload--error"),
    (forms.PasswordInput, SHOWN_ON_REQUEST, "govuk-input--error"),
    (forms.Widget, "govuk-input", "govuk-input--error"),
)


class Field(BoundField):
    """A field on a page, with the classes that its kind of input needs."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Return Django's attributes (aria among them) and GOV.UK's classes."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        usual, wrong = next(names for kind, *names in CLASSES if isinstance(widget, kind))
        classes = [usual, widget.attrs.get("class", ""), wrong if self.errors else ""]
        if isinstance(widget, forms.Textarea) and "maxlength" in widget.attrs:
            classes.append("govuk-js-character-count")
            attrs["aria-describedby"] = f"{self.aria_describedby or ''} {self.auto_id}-info".strip()
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)  # the group says so, not each choice
        if widget.attrs.get("placeholder") == self.label:
            attrs["placeholder"] = False  # the label has said it
        return attrs | {"class": " ".join(filter(None, classes))}

    @property
    def focus_id(self) -> str:
        """Return the id where the error summary leads: the first input that takes an answer."""
        widget = self.field.widget
        if isinstance(widget, forms.MultiWidget):
            return f"{self.auto_id}_0"
        if isinstance(widget, ChoiceWidget):
            return widget.id_for_label(self.auto_id, "0")
        return self.id_for_label or self.auto_id


class Renderer(TemplatesSetting):
    """Our look for every form: the setting FORM_RENDERER names this class."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = Field

    def get_template(self, template_name: str) -> Any:
        """Return our template where we have one."""
        return super().get_template(TEMPLATES.get(template_name, template_name))


class Textarea(forms.Textarea):
    """A box for a few sentences; a line's end counts as one character, as it does on the page."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 5, "cols": False, **(attrs or {})})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return what was written."""
        words = super().value_from_datadict(data, files, name)
        return words.replace("\r\n", "\n") if isinstance(words, str) else words


class Choices(BaseChoiceIterator):
    """What there is to choose from, shared by all copies of a form: Django copies a list each time."""

    def __init__(self, pairs: Iterable[tuple[str, str | Promise]]) -> None:
        self.pairs = tuple(pairs)

    def __iter__(self) -> Iterator[tuple[str, str | Promise]]:
        return iter(self.pairs)

    def __copy__(self) -> "Choices":
        return self

    def __deepcopy__(self, memo: object) -> "Choices":
        return self


class RadioSelect(forms.RadioSelect):
    """Choices of which one is taken; `hints` explains a choice, by its value."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        hints: Mapping[str, str | Promise] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return one choice and its hint."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value))
        if option["hint"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class DateInput(forms.DateInput):
    """A day picked from the phone's own calendar: for days near today."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--date", **(attrs or {})}, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """A day and a time, picked from the phone's own calendar."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--date", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


def new_key() -> str:
    """Return a fresh key: a form sent twice with the same one does its deed once."""
    return secrets.token_hex(16)


STALE = _("This page has been open for too long. Open it again and try once more.")


class Form(forms.Form):
    """A form of ours: GOV.UK look, a key for its deed, and the state that its page had `seen`."""

    use_required_attribute = False  # our own words for what is missing, not the browser's
    marks_optional = True

    key = forms.CharField(
        initial=new_key,
        validators=[RegexValidator(r"\A[0-9a-f]{32}\Z", STALE)],
        error_messages={"required": STALE},
        widget=forms.HiddenInput({"id": False}),  # several forms of one page share the name
    )
    seen = forms.IntegerField(
        required=False,
        min_value=0,
        error_messages={"required": STALE, "invalid": STALE, "min_value": STALE},
        widget=forms.HiddenInput({"id": False}),
    )

    def given(self) -> dict[str, Any]:
        """Return what the action takes beside what it is about, the actor, the moment and the key."""
        return {
            name: said for name, said in self.cleaned_data.items() if name not in ("key", "seen")
        }


class Decision(Form):
    """A form whose deed rests on what its page showed: nobody decides on a page that nobody has seen."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["seen"].required = True
