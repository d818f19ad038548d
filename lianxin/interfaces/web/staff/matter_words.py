"""The words of matters for staff: states, steps, kinds of place, deeds."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.casework.matters import rules
from lianxin.casework.matters.rules import Kind, PlaceKind, State, Step
from lianxin.interfaces.web.labels import Words

STATE: Mapping[State, Words] = {
    State.OPEN: _("matter", "Open"),
    State.REPLIED: _("matter", "Replied to"),
    State.CLOSED: _("matter", "Closed"),
}
COLOUR: Mapping[State, str] = {State.OPEN: "blue", State.REPLIED: "green", State.CLOSED: "grey"}
OPEN: Mapping[Kind, Words] = {
    Kind.PROBLEM: _("matter", "Open a matter"),
    Kind.MONTHLY_TOPIC: _("matter", "Make it a monthly topic"),
    Kind.PROACTIVE_ACTION: _("matter", "Act before the season"),
}
STEP: Mapping[Step, Words] = {
    Step.OPEN: _("matter", "Open a matter"),
    Step.PLAN: _("matter", "Update the plan"),
    Step.GATHER: _("matter", "Let many requests join"),
    Step.SCATTER: _("matter", "Take a list back"),
    Step.SET_TASK: _("matter", "Set a task"),
    Step.END_TASK: _("matter", "Say that a task is done"),
    Step.DRAFT: _("matter", "Write the reply"),
    Step.REPLY: _("matter", "Reply to all"),
    Step.ANNOUNCE: _("matter", "Write for the public"),
    Step.PUBLISH: _("matter", "Look at it and publish"),
    Step.HIDE: _("matter", "Take it back from the public"),
    Step.REVISE: _("matter", "Change what it is about"),
    Step.CLOSE: _("matter", "Close"),
    Step.REOPEN: _("matter", "Open it again"),
}
PLACE: Mapping[PlaceKind, Words] = {
    PlaceKind.BUILDING: _("place", "A building"),
    PlaceKind.COMPOUND: _("place", "A compound"),
    PlaceKind.STREET: _("place", "A stretch of street"),
    PlaceKind.GRID: _("place", "A grid"),
    PlaceKind.COMMUNITY: _("place", "A community or village"),
    PlaceKind.TOWN: _("place", "A subdistrict or town"),
    PlaceKind.WIDER: _("place", "A district or the whole city"),
}
VERB: Mapping[str, Words] = {
    rules.OPENED: _("matter", "Opened"),
    rules.REVISED: _("matter", "Changed what it is about"),
    rules.PLANNED: _("matter", "Plan updated"),
    rules.ANNOUNCED: _("matter", "Written for the public"),
    rules.PUBLISHED: _("matter", "Published"),
    rules.HIDDEN: _("matter", "Taken back from the public"),
    rules.GATHERED: _("matter", "Many requests are to join"),
    rules.SCATTERED: _("matter", "A list is taken back"),
    rules.TASK_SET: _("matter", "Task set"),
    rules.TASK_ENDED: _("matter", "Task done"),
    rules.DRAFTED: _("matter", "Reply written"),
    rules.REPLIED: _("matter", "Replied to all"),
    rules.CLOSED: _("matter", "Closed"),
    rules.REOPENED: _("matter", "Opened again"),
}
