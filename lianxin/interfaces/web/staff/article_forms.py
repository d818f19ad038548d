"""The forms around an article: what it says, from when it holds, and why it does not."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.foundation.actor import Actor
from lianxin.interfaces.web.forms import DateInput, Decision, Form, Textarea
from lianxin.interfaces.web.staff.fields import Named, Option
from lianxin.registers.duties import queries as duties
from lianxin.registers.knowledge.rules import LIMITS, Wording, keywords
from lianxin.registers.orgs import queries as orgs


class ArticleForm(Form):
    """All that an article says."""

    title = forms.CharField(
        label=pgettext_lazy("article", "Title"),
        max_length=LIMITS["title"],
        help_text=_("A question as people ask it."),
    )
    public = forms.CharField(
        label=pgettext_lazy("article", "Public part"),
        required=False,
        max_length=LIMITS["public"],
        help_text=_("Everybody reads it: plain words, no names."),
        widget=Textarea({"rows": 8}),
    )
    internal = forms.CharField(
        label=pgettext_lazy("article", "Internal part"),
        required=False,
        max_length=LIMITS["internal"],
        help_text=_("Only staff reads it."),
        widget=Textarea({"rows": 5}),
    )
    template = forms.CharField(
        label=pgettext_lazy("article", "Reply template"),
        required=False,
        max_length=LIMITS["template"],
        help_text=_(
            "For answers in writing. What differs each time stands in 【】, with a name: 【date】."
        ),
        widget=Textarea({"rows": 6}),
    )
    keywords = forms.CharField(
        label=pgettext_lazy("article", "Keywords"),
        required=False,
        max_length=LIMITS["keywords"],
        help_text=_("Words that people use for it, with semicolons."),
    )
    category = Named(label=pgettext_lazy("field", "Category"), required=False)
    owner = Named(
        label=pgettext_lazy("article", "Unit that answers for it"),
    )
    legal_basis = forms.CharField(
        label=pgettext_lazy("field", "Basis"), required=False, max_length=LIMITS["legal_basis"]
    )
    review_by = forms.DateField(
        label=pgettext_lazy("article", "Review by"),
        help_text=_("By then somebody looks whether it is still right."),
        widget=DateInput,
    )

    def __init__(self, *given: Any, by: Actor, on: date, **named: Any) -> None:
        super().__init__(*given, **named)
        offered = {"category": _categories(), "owner": _units(by, on)}
        for name, options in offered.items():
            field = self.fields[name]
            if isinstance(field, Named):
                field.offer(options)

    def wording(self) -> Wording:
        """Return what the article says."""
        said = self.cleaned_data
        return Wording(
            title=said["title"],
            public=said["public"],
            internal=said["internal"],
            template=said["template"],
            keywords=keywords(said["keywords"]),
            legal_basis=said["legal_basis"],
            owner_id=said["owner"],
            category_id=said["category"],
            review_by=said["review_by"],
        )


class ProposeForm(Decision):
    """From when the article is to hold."""

    valid_from = forms.DateField(
        label=pgettext_lazy("article", "In force from"),
        help_text=_("Not before it is approved."),
        widget=DateInput,
    )


class ReasonForm(Decision):
    """Why an article is sent back or retired."""

    words = forms.CharField(
        label=pgettext_lazy("field", "Reason"), max_length=2000, widget=Textarea({"rows": 3})
    )


class GapForm(Form):
    """The category for which an article is missing."""

    category = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)


def _categories() -> list[Option]:
    return [
        Option(
            pk=row.pk,
            name=f"{row.parent.name} › {row.name}" if row.parent else row.name,
            also=(row.name, row.code, *row.keywords),
        )
        for row, _node in duties.tree()
    ]


def _units(by: Actor, on: date) -> list[Option]:
    return [
        Option(pk=unit.pk, name=unit.name, also=(unit.code,))
        for unit in orgs.units(on)
        if unit.division.code.startswith(by.division)
    ]
