"""The receipt as a card to keep: a picture with number, code, promise, and a square that leads to the page."""

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import qrcode
import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from qrcode.image.svg import SvgPathImage

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.insight.rules.refusals import ChineseFontMissing
from lianxin.foundation import codes, words
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web.publication import paper
from lianxin.interfaces.web.resident import story
from lianxin.interfaces.web.resident.access import for_requester

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

SOURCE = Path(__file__).with_name("card.typ")
SHARP = 200  # dots an inch: read by a phone from a phone


@require_safe
@for_requester
def card(request: HttpRequest, ticket: "Ticket", by: Actor) -> HttpResponse:
    """Return the receipt as a picture; where no font for Chinese is installed, say so."""
    try:
        picture = _drawn(ticket)
    except ChineseFontMissing as refusal:
        return HttpResponse(words.of(refusal), content_type="text/plain; charset=utf-8", status=503)
    answer = HttpResponse(picture, content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{ticket.number}.png"'
    return answer


def _drawn(ticket: "Ticket") -> bytes:
    fonts = paper.fonts(settings.LIANXIN_FONT, settings.LIANXIN_FONTS)
    spelled = codes.grouped(tickets.query_code(ticket))
    said = {
        "language": get_language() or "zh-hans",
        "title": _("We have received your request"),
        "codes": [[_("Number"), ticket.number], [_("Query code"), spelled]],
        "lines": [
            _("You will have an answer %(when)s.") % {"when": story.by_when(ticket.promise_at)},
            _("Whoever has number and code can see this request. Show them to nobody else."),
            _("Hotline: %(number)s") % {"number": settings.LIANXIN_HOTLINE},
        ],
        "scan": _("Scan the square to see how far it is; then type the query code."),
        "square": _square(ticket),
    }
    inputs = {"card": json.dumps(said, ensure_ascii=False), "font": settings.LIANXIN_FONT}
    compiler = typst.Compiler(SOURCE.read_bytes(), font_paths=fonts, sys_inputs=inputs)
    made = compiler.compile(format="png", ppi=SHARP)
    if not isinstance(made, bytes):
        raise TypeError(made)
    return made


def _square(ticket: "Ticket") -> str:
    """Return the square as SVG: the address alone, since addresses are written down on the way."""
    address = settings.LIANXIN_BASE_URL + reverse("progress-ticket", args=[ticket.number])
    drawn = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=1).save(drawn)
    return drawn.getvalue().decode()
