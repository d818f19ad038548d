"""Every no on a table; the sentences stand in `foundation/words/sentences/paperwork.py`."""

from lianxin.foundation.refusal import Refusal


class TableMovedOn(Refusal):
    """The table is not in a state from which this step leads on."""


class NotYourTable(Refusal):
    """A unit proposes, pauses and ends what it asks for itself, and fills what it is asked."""


class SecondCheckNeeded(Refusal):
    """Whoever proposed a table does not check it."""


class NotLookedAt(Refusal):
    """Whoever checks a table says to have looked at what each field asks about persons."""


class NoBasis(Refusal):
    """A table that is registered names the document on which it is based, and its date."""


class BasisToCome(Refusal):
    """The document on which a table is based is dated later than the day it is registered."""


class NobodyAsked(Refusal):
    """A table is asked of units in force, and not of the unit that asks."""


class TooManyAsked(Refusal):
    """A table is asked of more than `most` units."""


class NoFields(Refusal):
    """A table has fields, at most `most`."""


class FieldTwice(Refusal):
    """Two fields of a table ask for the same."""


class FieldTooLong(Refusal):
    """The name or the meaning of a field is longer than a table should hold."""


class FieldDeclined(Refusal):
    """A field asks for what no table asks about a person: `topic`, found by a `word`."""


class FieldFigureUnknown(Refusal):
    """A field names a figure that the catalogue does not have."""


class BeginsTooEarly(Refusal):
    """A table asks about days before `since`, which are longer ago than anybody fills in."""


class EndsTooEarly(Refusal):
    """A table ends before it begins, or has ended before it is asked."""


class EndsTooLate(Refusal):
    """A table names an end date, at most `until`; it is asked for anew after that."""


class DueOutOfReach(Refusal):
    """A table leaves between 1 and `most` working days to fill it in."""


class TableRepeats(Refusal):
    """All that a table asks is asked by another one already: `table`."""


class NoSuchPeriod(Refusal):
    """The table does not ask for this period, or not yet."""


class HandedInAlready(Refusal):
    """What was handed in is not changed; a correction makes a new version."""


class NothingHandedIn(Refusal):
    """A correction corrects what was handed in."""


class NothingCorrected(Refusal):
    """A correction says something else than what it corrects."""


class FieldsWrong(Refusal):
    """Some fields are empty or hold what does not belong there; `faults` says which."""

    def __init__(self, **faults: str) -> None:
        super().__init__(count=len(faults))
        self.faults = faults


class MinutesWrong(Refusal):
    """The minutes spent are a number from 0 to `most`."""


class FiguresNotThere(Refusal):
    """The figures that the ledger fills in were not counted yet, or cannot be read."""
