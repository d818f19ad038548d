"""The form of an internal note: what is said, and whom it asks to read it."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets import queries as tickets
from lianxin.foundation.actor import Role
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.step_forms import StepForm, offer, words


class InternalNoteForm(StepForm):
    """A note for staff, perhaps for a colleague or for the desk of a unit."""

    words = words()
    colleague = fields.Named(
        label=_("For a colleague"),
        required=False,
        help_text=_("It stands on that desk until it is read or answered. Nothing is sent."),
    )
    desk = fields.Named(label=_("For the desk of a unit"), required=False)

    def prepare(self) -> None:
        """Offer those who may see the ticket."""
        offer(self.fields["colleague"], self._colleagues)
        offer(self.fields["desk"], self._desks)

    @cached_property
    def _colleagues(self) -> list[fields.Option]:
        scene = self.scene
        posts = tickets.nameable(scene.ticket, scene.by, scene.today)
        once = {post.staff_id: post for post in posts}  # with several posts one is told
        return [
            fields.Option(
                pk=post.staff_id,
                name=labels.beside(
                    post.staff.name, f"{post.unit.name} · {labels.of(Role, post.role)}"
                ),
                also=(post.staff.name, post.staff.username),
            )
            for post in once.values()
        ]

    @cached_property
    def _desks(self) -> list[fields.Option]:
        found = tickets.desks_near(self.scene.ticket, self.scene.today)
        return [fields.Option(pk=pk, name=name) for pk, name in found.items()]

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = self.cleaned_data
        return {
            "words": said["words"],
            "staff_ids": [said["colleague"]] if said["colleague"] else [],
            "unit_ids": [said["desk"]] if said["desk"] else [],
        }
