"""The page itself, without anybody's data in it, and what makes it installable: manifest and service worker."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from lianxin.casework.tickets.rules import Way
from lianxin.interfaces import web
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.field import rows
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest

BUILT = Path(web.__file__).parent / "static/lianxin"
WORKER = BUILT / "field-worker.js"
# What the page is made of; what these load themselves stands in a list that the build writes.
PARTS = ("app.css", "app.js", "field.css", "field.js", "icon.svg", "icon-192.png")
NEEDS = BUILT / "field-needs.json"
ICONS = (("icon-192.png", "192x192"), ("icon-512.png", "512x512"))


@shell.page(*shell.OUTDOORS)
@require_safe
def home(request: StaffRequest) -> HttpResponseBase:
    """Show the page: the device fills it in, and keeps it without a name on it."""
    context = {
        "ways": labels.choices(Way),
        "steps": {step.value: labels.STEP[step] for step in rows.STEPS},
        "home_url": reverse("field"),
    }
    return render(request, "field/home.html", context)


@require_safe
def manifest(_request: HttpRequest) -> HttpResponseBase:
    """Say what the app is called and looks like; browsers ask without a session."""
    said = {
        "id": reverse("field"),
        "name": _("Lianxin in the field"),
        "short_name": pgettext("app", "Lianxin"),
        "description": _("Today's requests, also where there is no network."),
        "start_url": reverse("field"),
        "scope": reverse("field"),
        "display": "standalone",
        "background_color": "#faf6ee",
        "theme_color": "#0e5a55",
        "icons": [
            {"src": static(f"lianxin/{name}"), "sizes": sizes, "type": "image/png", "purpose": use}
            for name, sizes in ICONS
            for use in ("any", "maskable")
        ],
    }
    return _kept(JsonResponse(said, content_type="application/manifest+json"))


@require_safe
def worker(_request: HttpRequest) -> HttpResponseBase:
    """Hand out the service worker, told which files make up the page: it changes whenever one of them does."""
    if not WORKER.exists():
        raise Http404
    # a script asks for its parts by the names that the build gave them
    needs = json.loads(NEEDS.read_text(encoding="utf-8"))
    addresses = {name: static(f"lianxin/{name}") for name in PARTS}
    addresses |= {name: f"{settings.STATIC_URL}lianxin/{name}" for name in needs}
    files = [{"url": url, "revision": _digest(BUILT / name)} for name, url in addresses.items()]
    told = f"self.lianxin = {json.dumps({'page': reverse('field'), 'files': files})};\n"
    body = told + WORKER.read_text(encoding="utf-8")
    return _kept(HttpResponse(body, content_type="text/javascript"))


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def _kept(response: HttpResponse) -> HttpResponse:
    """Let a browser keep what is nobody's, and ask each time whether it is still so."""
    response["Cache-Control"] = "no-cache"
    return response
