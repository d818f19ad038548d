"""The living page of our components (`/design/`), each by day and by night with its markup; only where LIANXIN_DEBUG is on."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

COLOURS = (
    "ground",
    "paper",
    "paper-edge",
    "ink",
    "ink-soft",
    "brand",
    "brand-pale",
    "accent",
    "gold",
    "alarm",
)
# Each component is a template that stands alone; what pages include is included there too.
COMPONENTS: Mapping[str, Promise] = {
    "colours": _("Colours"),
    "type": _("Type"),
    "buttons": _("Buttons and links"),
    "tags": _("States in a few words"),
    "fields": _("Fields"),
    "choices": _("Choices"),
    "tiles": _("Large links"),
    "notes": _("What to note"),
    "said": _("What somebody wrote"),
    "facts": _("Facts"),
    "rows": _("Rows of a list"),
    "timeline": _("What happened, in order"),
    "way": _("The way of a request: so far, now, next"),
    "steps": _("How far it is"),
}
SAID_AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show every component, or nothing where no developer looks."""
    if not settings.DEBUG:
        raise Http404
    given = {"colours": COLOURS, "items": _story(), "line": _line()}
    shown = [
        {
            "name": name,
            "title": title,
            "day": render_to_string(f"design/{name}.html", {**given, "theme": "day"}),
            "night": render_to_string(f"design/{name}.html", {**given, "theme": "night"}),
        }
        for name, title in COMPONENTS.items()
    ]
    return render(request, "design/page.html", {"components": shown})


def _story() -> list[dict[str, object]]:
    return [
        {"title": _("Received"), "by": "", "at": SAID_AT, "text": ""},
        {"title": _("Answered"), "by": "", "at": SAID_AT, "text": _("The lamp was replaced.")},
    ]


def _line() -> dict[str, object]:
    begun, ended = _story()
    between = [
        begun | {"title": title}
        for title in (_("We took it on"), _("They confirmed that they have it"))
    ]
    return {
        "begun": [begun],
        "folded": between,
        "past": [ended | {"at": SAID_AT + timedelta(days=1)}],
        "title": _("Here is the answer. Is it solved?"),
        "ahead": [
            {"title": _("You tell us whether it is solved"), "when": _("by tomorrow")},
            {"title": _("If it is solved, we close it. If not, it is dealt with once more")},
        ],
    }
