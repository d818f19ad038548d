"""What a unit did is another's by the new catalogue, and the unit lives on: its open requests follow."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.casework.tickets import queries as tickets
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.registers import pages, reading
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.changes.rules import Register
from lianxin.registers.orgs import actions
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import Held


@shell.page(*shell.KEEPERS)
def share_out(request: StaffRequest, key: str) -> HttpResponseBase:
    """Let the open requests of a unit go to whom the catalogue names now."""
    sheet, code = pages.sheet(Register.UNITS.value), pages.clean(key)
    row = reading.row(sheet, request.actor, timezone.localdate(), code)
    if row is None:
        raise Http404
    led = tickets.count_led(orgs.unit(code).pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.share_out(
                code=code,
                held=Held(tickets=led),
                by=request.actor,
                at=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            said = _("The open requests are being shared out. How far it is stands below.")
            messages.success(request, said)
            return shell.see_other("staff-register-row", sheet.register.value, key)
    context = {"sheet": sheet, "unit": row["name"], "form": form, "led": led, "key": key}
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/registers/share_out.html", context, status=status)
