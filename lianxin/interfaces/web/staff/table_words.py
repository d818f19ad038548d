"""The words of tables that somebody asks for: states, steps, rhythms, kinds of field, deeds, faults."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.casework.paperwork.rules import Kind, Rhythm, State, Step, deeds
from lianxin.interfaces.web.labels import Words

STATE: Mapping[State, Words] = {
    State.NOTED: _("table", "Not registered"),
    State.PROPOSED: _("table", "Proposed"),
    State.CHECKED: _("table", "Checked"),
    State.REFUSED: _("table", "Refused"),
    State.OPEN: _("table", "Open"),
    State.PAUSED: _("table", "Paused"),
    State.ENDED: _("table", "Ended"),
}
COLOUR: Mapping[State, str] = {
    State.NOTED: "red",
    State.PROPOSED: "yellow",
    State.CHECKED: "blue",
    State.REFUSED: "red",
    State.OPEN: "green",
    State.PAUSED: "yellow",
    State.ENDED: "grey",
}
STEP: Mapping[Step, Words] = {
    Step.PROPOSE: _("table", "Propose a table"),
    Step.NOTE: _("table", "Note a table that nobody registered"),
    Step.CHECK: _("table", "Agree to it"),
    Step.REFUSE: _("table", "Refuse it"),
    Step.OPEN: _("table", "Let it be filled in"),
    Step.PAUSE: _("table", "Pause it"),
    Step.RESUME: _("table", "Resume it"),
    Step.END: _("table", "End it"),
    Step.SET_TEMPLATE: _("table", "Upload the layout"),
    Step.SAVE: _("table", "Save the draft"),
    Step.HAND_IN: _("table", "Hand in"),
    Step.CORRECT: _("table", "Correct"),
}
RHYTHM: Mapping[Rhythm, Words] = {
    Rhythm.ONCE: _("rhythm", "Once"),
    Rhythm.MONTHLY: _("rhythm", "Every month"),
    Rhythm.QUARTERLY: _("rhythm", "Every quarter"),
    Rhythm.YEARLY: _("rhythm", "Every year"),
}
KIND: Mapping[Kind, Words] = {
    Kind.NUMBER: _("kind of field", "A number"),
    Kind.TEXT: _("kind of field", "Words"),
    Kind.DAY: _("kind of field", "A day"),
    Kind.YES_NO: _("kind of field", "Yes or no"),
    Kind.PHOTOS: _("kind of field", "Photos (how many)"),
}
VERB: Mapping[str, Words] = {
    deeds.PROPOSED: _("table", "Registration asked for"),
    deeds.REPEATED: _("table", "Refused: it repeats an earlier table"),
    deeds.NOTED: _("table", "Noted: asked for without registration"),
    deeds.CHECKED: _("table", "Agreed to by a second person"),
    deeds.REFUSED: _("table", "Registration refused"),
    deeds.OPENED: _("table", "Opened for filling in"),
    deeds.PAUSED: _("table", "Paused for now"),
    deeds.RESUMED: _("table", "Resumed"),
    deeds.ENDED: _("table", "Ended for good"),
    deeds.TEMPLATE_SET: _("table", "Layout uploaded"),
}
FAULT: Mapping[str, Words] = {
    "value-missing": _("fault of a value", "Fill this in."),
    "figure-missing": _("fault of a value", "The ledger does not know this figure yet."),
    "not-number": _("fault of a value", "Type a number, such as 12 or 3.5."),
    "not-text": _("fault of a value", "Type at most 500 characters."),
    "not-day": _("fault of a value", "Name a day, such as 2026-11-23."),
    "not-yes-no": _("fault of a value", "Choose yes or no."),
    "not-photos": _("fault of a value", "Say how many photos, such as 3."),
}
DONE: Mapping[Step, Words] = {
    Step.SAVE: _("filled", "The draft is saved"),
    Step.HAND_IN: _("filled", "The table is handed in"),
    Step.CORRECT: _("filled", "The correction is handed in; the version before is kept"),
}
FILLED: Mapping[str, Words] = {
    "done": _("filled", "Handed in"),
    "late": _("filled", "Late"),
    "draft": _("filled", "Draft"),
    "open": _("filled", "Not yet"),
}
FILLED_COLOUR: Mapping[str, str] = {"done": "green", "late": "red", "draft": "blue", "open": "grey"}
ANSWER: Mapping[str, Words] = {"yes": _("answer", "Yes"), "no": _("answer", "No")}
