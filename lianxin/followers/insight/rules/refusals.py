"""What stands against reading the columnar record, and against telling a month to everybody."""

from lianxin.foundation.refusal import Refusal


class RecordMissing(Refusal):
    """Nothing was counted yet: the worker has not run."""


class RecordOfAnotherShape(Refusal):
    """The record was written by another version of the software; the worker makes it anew."""


class RecordDamaged(Refusal):
    """The list of the record's files cannot be read."""


class RecordOfAnotherLog(Refusal):
    """The ledger is not the one that was read: a backup was brought back, or another database is used."""


class NotAMonth(Refusal):
    """A month is written as 2026-10."""


class MonthUnfinished(Refusal):
    """A month is told once it is over."""


class NothingReceived(Refusal):
    """No request came in in that month, so there is nothing to tell."""


class PublicationMovedOn(Refusal):
    """This version of the month stands elsewhere by now."""


class PublicationDamaged(Refusal):
    """The files of a version are gone, or not those that its deeds bind."""


class CheckedByYourself(Refusal):
    """Whoever checked a version does not release it."""


class NoteMissing(Refusal):
    """A correction of what was released says what it corrects."""


class ChineseFontMissing(Refusal):
    """No font for Chinese was found where the settings say."""


class NotWholeCity(Refusal):
    """Who answers for a part of the city does not release what is told of all of it."""
