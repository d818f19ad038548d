"""What stands against reading the columnar record."""

from lianxin.foundation.refusal import Refusal


class RecordMissing(Refusal):
    """Nothing was counted yet: the worker has not run."""


class RecordOfAnotherShape(Refusal):
    """The record was written by another version of the software; the worker makes it anew."""


class RecordDamaged(Refusal):
    """The list of the record's files cannot be read."""


class RecordOfAnotherLog(Refusal):
    """The ledger is not the one that was read: a backup was brought back, or another database is used."""
