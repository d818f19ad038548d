"""The forms of people and posts: an account, a post, and the end of one."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianxin.foundation.actor import STAFF, Actor
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import DateInput, Decision, Form
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.registers import row_forms
from lianxin.registers.orgs import queries as orgs

SEPARATORS = r"[;\uff1b]"  # of either keyboard


class AccountForm(Form):
    """Who is to sign in."""

    username = forms.CharField(
        label=pgettext_lazy("column", "User name"),
        max_length=64,
        help_text=gettext_lazy("Letters, digits and . _ @ -"),
    )
    name = forms.CharField(label=pgettext_lazy("column", "Name"), max_length=50)


class PostForm(Form):
    """Where somebody works, in which role, from when on."""

    unit = forms.CharField(
        label=pgettext_lazy("column", "Unit"), max_length=120, widget=fields.Datalist()
    )
    role = forms.ChoiceField(label=pgettext_lazy("column", "Role"))
    valid_from = forms.DateField(label=pgettext_lazy("column", "Since"), widget=DateInput)
    grids = forms.CharField(
        label=pgettext_lazy("column", "Grids"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Only for grid workers: the grids' codes, with semicolons."),
    )

    def __init__(self, *given: Any, by: Actor, **named: Any) -> None:
        super().__init__(*given, **named)
        self.by, self.on = by, timezone.localdate()
        self.fields["valid_from"].initial = self.on
        roles = [(role.value, said) for role, said in labels.ROLE.items() if role in STAFF]
        self.fields["role"].choices = [("", ""), *roles]  # type: ignore[attr-defined]  # a choice field
        self.fields["unit"].widget.options = row_forms.units(by, self.on)

    def clean_unit(self) -> int:
        """Return the unit that was meant."""
        code = row_forms.unit(self.cleaned_data["unit"].strip(), self.by, self.on)
        return orgs.unit(code).pk

    def clean_grids(self) -> list[int]:
        """Return the grids that were meant."""
        codes = {one.strip() for one in re.split(SEPARATORS, self.cleaned_data["grids"])}
        found = orgs.grids(self.on).filter(code__in=codes - {""})
        known = dict(found.values_list("code", "pk"))
        if unknown := sorted(codes - {""} - known.keys()):
            raise ValidationError(_("There is no grid %(code)s.") % {"code": unknown[0]})
        return list(known.values())


class EndPostForm(Decision):
    """From which day on a post is no longer held."""

    valid_to = forms.DateField(
        label=pgettext_lazy("column", "First day on which the post is no longer held"),
        widget=DateInput,
    )
    successor = forms.TypedChoiceField(
        label=pgettext_lazy("column", "Who takes them over"), coerce=int, required=False
    )

    def __init__(self, *given: Any, heirs: Sequence[tuple[int, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["successor"].choices = [("", ""), *heirs]  # type: ignore[attr-defined]  # a choice field
        if not heirs:
            del self.fields["successor"]
