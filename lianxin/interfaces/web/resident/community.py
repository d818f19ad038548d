"""The community whose news somebody likes to see: chosen in two steps, kept on the device, told to nobody."""

from datetime import date

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.interfaces.web.forms import RadioSelect
from lianxin.interfaces.web.resident import places
from lianxin.interfaces.web.resident.onward import see
from lianxin.registers.orgs import queries as orgs

COOKIE = "community"
KEPT = 365 * 24 * 60 * 60  # seconds
CHOOSE = {"required": _("Please choose one."), "invalid_choice": _("Please choose one.")}


class CommunityForm(forms.Form):
    """In which town; and then which of its communities."""

    use_required_attribute = False
    town = forms.ChoiceField(label=_("Subdistrict or town"), error_messages=CHOOSE)
    community = forms.ChoiceField(
        label=_("Your community"), required=False, error_messages=CHOOSE, widget=RadioSelect
    )

    def __init__(self, *given: object, on: date, town: str) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        communities = places.communities(town, on)
        for name, choices in (
            ("town", [("", ""), *places.towns(on)]),
            ("community", communities),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
            field.choices = choices
        self.fields["community"].required = bool(communities)
        if not communities:
            del self.fields["community"]


def chosen(request: HttpRequest, on: date) -> tuple[str, str]:
    """Return the code and name of the community that the device remembers; "" where there is none."""
    code = request.COOKIES.get(COOKIE, "")
    found = orgs.division(code, on) if code and code[places.TOWN :] != "000" else None
    return (code, found.name) if found else ("", "")


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Ask for the town, then for the community, and remember it on the device."""
    on = timezone.localdate()
    said = request.POST if request.method == "POST" else request.GET
    town = said.get("town", "")
    form = CommunityForm(said if town or said is request.POST else None, on=on, town=town)
    if request.method == "POST" and form.is_valid() and "community" in form.fields:
        response = see("home")
        response.set_cookie(
            COOKIE,
            form.cleaned_data["community"],
            max_age=KEPT,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response
    if request.method != "POST":  # only the town has been asked for so far
        form.errors.pop("community", None)
    context = {"form": form, "chosen": chosen(request, on)[1], "asked": "community" in form.fields}
    return render(request, "resident/community.html", context, status=422 if form.errors else 200)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the community."""
    response = see("home")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
