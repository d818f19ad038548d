"""Who looks after which grid, as it has to be posted for everybody: name, phone, supervision phone (domain.md 3)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lianxin.interfaces.web.resident import places
from lianxin.registers.orgs import queries as orgs


class TownForm(forms.Form):
    """In which subdistrict or town; a whole city at once helps nobody."""

    use_required_attribute = False
    town = forms.ChoiceField(
        label=_("Subdistrict or town"),
        error_messages={"required": _("Please choose one.")},
    )


@require_safe
def grids(request: HttpRequest) -> HttpResponse:
    """Show the contact cards of the grids of a town."""
    on = timezone.localdate()
    form = TownForm(request.GET if "town" in request.GET else None)
    field = form.fields["town"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
    field.choices = [("", ""), *places.towns(on)]
    chosen = form.cleaned_data["town"] if form.is_valid() else ""
    cards = orgs.public_cards(chosen[: places.TOWN], on) if chosen else []
    context = {"form": form, "cards": cards, "chosen": chosen}
    return render(request, "public/grids.html", context, status=422 if form.errors else 200)
