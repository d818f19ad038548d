"""What came of asking again, for everybody to see: by month, by unit, and how it was drawn."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.casework.oversight.queries import revisits as queries
from lianxin.followers.insight.rules.figures import FEWEST_STAFF
from lianxin.followers.insight.rules.suppression import FEWEST
from lianxin.interfaces.web import revisit_words
from lianxin.registers.orgs import queries as orgs

YEAR = timedelta(days=366)


@require_safe
def revisits(request: HttpRequest) -> HttpResponse:
    """Show how often the answers agree with what was noted."""
    on = timezone.localdate()
    found = queries.by_unit(on, since=on - YEAR, least=FEWEST_STAFF)
    names = orgs.unit_names(pk for pk, _came in found)
    head = [_("Unit"), _("Asked about again"), _("Agreement")]
    rows = [
        [
            (head[0], names[pk]),
            (head[1], came.drawn),
            (head[2], revisit_words.agreement(came, least=FEWEST)),
        ]
        for pk, came in found
    ]
    context = {
        **revisit_words.months(queries.draws(), least=FEWEST),
        "unit_head": head,
        "unit_rows": rows,
        "fewest": FEWEST_STAFF,
        "fewest_answers": FEWEST,
    }
    return render(request, "public/revisits.html", context)
