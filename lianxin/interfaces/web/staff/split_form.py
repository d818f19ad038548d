"""The form of a split: the second matter that one call told of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets.rules.intake import LONGEST
from lianxin.interfaces.web.forms import Textarea
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.step_forms import StepForm
from lianxin.registers.orgs import queries as orgs


class SplitForm(StepForm):
    """The second matter of one call: what it is, and where."""

    what = forms.CharField(
        label=_("What is the second matter?"), max_length=LONGEST, widget=Textarea({"rows": 5})
    )
    where = forms.CharField(
        label=pgettext_lazy("field", "Where it is"), required=False, max_length=LONGEST
    )

    def prepare(self) -> None:
        """Begin where the first matter is."""
        self.fields["where"].initial = self.scene.asked.get("where", "")

    def given(self) -> dict[str, Any]:
        """Return the second request; elsewhere its place is what the address surely names."""
        said, ticket = self.cleaned_data, self.scene.ticket
        place = {"grid_id": ticket.grid_id, "division_code": ticket.division_code}
        if said["where"] and said["where"] != self.scene.asked.get("where", ""):
            sure = fields.surest(orgs.grid_from_address(said["where"], self.scene.at))
            place = {"grid_id": None, "division_code": ""}
            if sure is not None:
                place = {"grid_id": sure.place.grid_id, "division_code": sure.place.code[:12]}
        return {"what": said["what"], "where": said["where"], **place}
