"""The search in articles, as any page offers it: a line to type in, and what the words lead to."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.numbers import number
from lianxin.registers.knowledge import queries
from lianxin.registers.knowledge.queries import Found, Shelf
from lianxin.registers.knowledge.rules import Audience

PAGE = 50


class SearchForm(forms.Form):
    """What somebody looks for; rules say what is no search."""

    use_required_attribute = False
    ask = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(
            {"type": "search", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )

    def __init__(self, request: HttpRequest, *, label: Words) -> None:
        super().__init__(request.GET if "ask" in request.GET else None)
        self.fields["ask"].label = str(label)

    def found(self, audience: Audience, on: date) -> Found | None:
        """Return what the words lead to; None where none were given, or where they are refused."""
        said: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        if not said.get("ask"):
            return None
        try:
            return queries.search(said["ask"], audience=audience, on=on)
        except Refusal as refusal:
            self.add_error("ask", words.of(refusal))
            return None


def behind(request: HttpRequest, shelf: Shelf) -> Shelf:
    """Return a page of a list and one row more, beginning behind the row that a link names, or 404."""
    after = request.GET.get("after", "")
    if not after:
        return shelf[: PAGE + 1]
    if (last := number(after)) is None:
        raise Http404
    return shelf.filter(pk__lt=last)[: PAGE + 1]
