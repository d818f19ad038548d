"""What is kept of people, why, on what ground, how long, and who sees it: for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import data_words
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import TimeLimits


@require_safe
def purposes(request: HttpRequest) -> HttpResponse:
    """Show the register of purposes."""
    return render(request, "public/purposes.html", {"purposes": data_words.register(_limits())})


def _limits() -> TimeLimits | None:
    try:
        return policies.limits("", timezone.localdate())
    except Refusal:  # nothing is in force yet
        return None
