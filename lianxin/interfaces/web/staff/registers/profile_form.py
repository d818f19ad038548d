"""A profile of time limits of one's own: a copy of another, whose lines are then changed one by one."""

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from lianxin.interfaces.web.forms import Form
from lianxin.registers.changes import rules
from lianxin.registers.changes.rules import Difference, Kind, Register
from lianxin.registers.policies import queries as policies


class CopyForm(Form):
    """Which profile to copy, and what the copy is called."""

    source = forms.ChoiceField(label=pgettext_lazy("column", "Copy of"))
    code = forms.CharField(
        label=pgettext_lazy("column", "Code"),
        max_length=32,
        help_text=pgettext_lazy("column", "Small letters, digits and hyphens."),
    )
    name = forms.CharField(label=pgettext_lazy("column", "Name"), max_length=200)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        known = policies.policies().profiles
        offered = [(code, one.profile.name) for code, one in known.items()]
        self.fields["source"].choices = [("", ""), *offered]  # type: ignore[attr-defined]  # a choice field

    def differences(self) -> list[Difference]:
        """Return every line of the copy."""
        said = self.cleaned_data
        rows = [
            {**row, "profile": said["code"], "profile_name": said["name"]}
            for row in policies.table().values()
            if row["profile"] == said["source"]
        ]
        return [
            Difference(kind=Kind.ADDED, key=rules.key_of(Register.PROFILES, row), after=row)
            for row in rows
        ]
