"""Why a change cannot be prepared, decided or undone."""

from lianxin.foundation.refusal import Refusal


class NothingChanges(Refusal):
    """The register says all of this already."""


class RowsRefused(Refusal):
    """The list counts as a whole, and `count` of its rows cannot be."""


class WhyNotSaid(Refusal):
    """Whoever decides has to know why."""


class OwnProposal(Refusal):
    """Who brought a change in cannot be the second person who agrees."""


class ChangeDecided(Refusal):
    """The change no longer waits for this: it stands at `state`."""


class RowMovedOn(Refusal):
    """The register says something else about `key` than when the change was prepared."""


class CannotUndo(Refusal):
    """Only what was done can be undone, and only once."""


class ChangeInThePast(Refusal):
    """A change holds from today on or later."""


class NotHandedOver(Refusal):
    """Only the holder of the post can go on with `count` changes; somebody has to take them over."""


class CannotTakeOver(Refusal):
    """Whoever takes a change over must be able to bring such a change in, and be another person."""
