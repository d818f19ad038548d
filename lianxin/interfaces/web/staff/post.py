"""The choice of the post to act in, for those who hold several."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from lianxin.interfaces.web import actors
from lianxin.interfaces.web.forms import RadioSelect
from lianxin.interfaces.web.staff import shell
from lianxin.registers.orgs import queries as orgs


class PostForm(forms.Form):
    """Which post somebody acts in until they sign out or choose another."""

    use_required_attribute = False
    post = forms.TypedChoiceField(
        label=_("In which post are you working now?"), widget=RadioSelect, coerce=int
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


@shell.signed_in
def choose(request: HttpRequest) -> HttpResponseBase:
    """Show somebody's posts, and act in the chosen one."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    held = orgs.posts_of(request.user, timezone.localdate())
    if not held:
        raise PermissionDenied
    here = {"post": request.session.get(actors.POST), "next": request.GET.get("next", "")}
    form = PostForm(request.POST if request.method == "POST" else None, initial=here)
    choices = [(post.pk, shell.called(post)) for post in held]
    form.fields["post"].choices = choices  # type: ignore[attr-defined]  # a choice field
    if form.is_valid():
        request.session[actors.POST] = form.cleaned_data["post"]
        return HttpResponseRedirect(_inside(request, form.cleaned_data["next"]))
    context = {"form": form, "staff_name": request.user.name, "home_url": request.path}
    return render(request, "staff/post.html", context, status=422 if form.is_bound else 200)


def _inside(request: HttpRequest, address: str) -> str:
    """Return an address if it leads to a page of ours, else that of the first page."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if ours and address.startswith("/") else reverse("staff-home")
