"""A report that was begun and is not wanted any more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.interfaces.web.resident import draft
from lianxin.interfaces.web.resident.onward import see


@require_POST
def throw(request: HttpRequest) -> HttpResponse:
    """Throw away what was written so far; photos that were put away are swept out with it."""
    draft.discard(request)
    messages.success(request, _("What you had written is gone."))
    return see("home")
