"""Entries, the words they bind, and the seals that fix their order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


@dataclass
class Opening:
    """What goes into the database with a new subject: its first entry, under an id, and rows beside."""

    entry_id: int | None
    beside: list[models.Model] = field(default_factory=list)


class Subject(models.Model):
    """A row that deeds are done to; `seq` counts them and is the "seen" of every form."""

    seq = models.PositiveIntegerField(default=0, editable=False)

    opening: Opening | None = None  # of the deed that is just making it
    changed: Sequence[str] = ()  # columns that the deed under way has set: saved with its entry

    class Meta:
        abstract = True


class Entry(models.Model):
    """One deed on one subject; written once, never updated."""

    about = models.CharField(max_length=32)
    about_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=64)
    at = models.DateTimeField()
    role = models.CharField(max_length=16)
    staff_id = models.BigIntegerField(null=True)
    for_id = models.BigIntegerField(null=True)  # of the member of staff who was away
    unit_id = models.BigIntegerField(null=True)
    system_name = models.CharField(max_length=32, blank=True)
    facts = models.JSONField()
    digests = models.JSONField()
    once = models.CharField(max_length=64)
    asked = models.CharField(max_length=64, blank=True)  # under the key: the same again, or another
    imported = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "about_id", "seq"], name="entry_once_per_seq"),
            # a field that is unique has a second index for LIKE, which nobody asks here
            models.UniqueConstraint(fields=["once"], name="entry_once_per_key"),
        ]


class Passage(models.Model):
    """Words that somebody wrote, or a file's hash, bound to an entry by a salted digest.

    Erasing sets text and salt to null, which an entry of its own records; the chain stays whole.
    """

    pk = models.CompositePrimaryKey("entry_id", "name")
    entry = models.ForeignKey(
        Entry,
        on_delete=models.PROTECT,
        related_name="passages",
        db_index=False,  # the primary key begins with it
    )
    name = models.CharField(max_length=32)
    text = models.TextField(null=True)  # noqa: DJ001  null is "erased", "" is "nothing written"
    salt = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__isnull=True, salt__isnull=True)
                | models.Q(text__isnull=False, salt__isnull=False),
                name="passage_erased_as_a_whole",
            ),
        ]


class Unsealed(models.Model):
    """The sealer's queue: written in the deed's transaction, gone once the entry is sealed."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)


class Seal(models.Model):
    """The place of an entry in the one order of the log (from 0, without gaps) and its leaf hash."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)
    leaf = models.BinaryField(max_length=32)


class Tile(models.Model):
    """The root over 256 neighbours of the level below, so that proofs need few rows."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    root = models.BinaryField(max_length=32)


class Head(models.Model):
    """A signed statement that the log had this root at this size."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField(max_length=64)


class Bookmark(models.Model):
    """How far a follower has read, and why it stopped if it did."""

    name = models.CharField(max_length=64, primary_key=True)
    position = models.BigIntegerField(default=0)  # the next one to read
    stopped_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)


class Pulse(models.Model):
    """When a part of the worker was last well, and since when and why it is not."""

    name = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)


class Round(models.Model):
    """One deed on many subjects on its way: how far the worker has come with carrying it out."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)  # passed by, each with its reason
    after = models.BigIntegerField(default=0)  # the id of the last subject that was come to
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["entry"], condition=models.Q(ended_at__isnull=True), name="round_under_way"
            ),
        ]


class Left(models.Model):
    """A subject that a round passed by: its rules said no, and this is the code of the refusal."""

    pk = models.CompositePrimaryKey("round_id", "about_id")
    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # the primary key begins with it
    )
    about_id = models.BigIntegerField()
    code = models.CharField(max_length=64)
    facts = models.JSONField(encoder=DjangoJSONEncoder)
