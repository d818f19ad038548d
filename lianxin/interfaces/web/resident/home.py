"""The way in: what one can do here, to be seen in five seconds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the ways: report, follow, look it up, call."""
    return render(request, "resident/home.html")
