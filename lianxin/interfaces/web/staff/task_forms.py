"""The forms of the tasks of a matter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.casework.matters import rules
from lianxin.interfaces.web.forms import DateInput, RadioSelect
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.matter_forms import MatterForm
from lianxin.interfaces.web.staff.step_forms import offer


class TaskForm(MatterForm):
    """What is to be done, by which unit, and by when."""

    words = forms.CharField(
        label=_("What is to be done"),
        max_length=rules.LONGEST_LINE,
        help_text=_("In one line that everybody may read; never a person, never a dwelling."),
    )
    unit = fields.Named(label=_("Unit that does it"))
    due_on = forms.DateField(label=_("Done by"), widget=DateInput)

    def prepare(self) -> None:
        """Offer the units, the matter's own first chosen."""
        offer(self.fields["unit"], fields.units(self.scene.today))
        if self.scene.matter is not None:
            self.initial["unit"] = self.scene.matter.unit_id

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = self.cleaned_data
        return {"words": said["words"], "unit_id": said["unit"], "due_on": said["due_on"]}


class EndTaskForm(MatterForm):
    """Which task is done, and what came of it."""

    task = forms.TypedChoiceField(label=_("Which task"), coerce=int, widget=RadioSelect)
    words = forms.CharField(label=_("What came of it"), max_length=rules.LONGEST_LINE)

    def prepare(self) -> None:
        """Offer the tasks that are not done yet."""
        left = [task for task in self.scene.tasks if task.ended_on is None]
        choices = [(str(task.number), task.words) for task in left]
        self.fields["task"].choices = choices  # type: ignore[attr-defined]
