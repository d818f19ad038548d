"""A contact per ticket, sealed field by field; and the runs that erase what is no longer needed."""

from django.db import models

from lianxin.foundation.ledger.models import Subject


class Contact(models.Model):
    """How the requester of one ticket is reached; every field is AES-256-GCM, bound to its place.

    No foreign key: tickets stand above the registers. `phone_hash` is a keyed hash that answers
    "is it this number?" for a named ticket; it has no index, so that nobody lists a person's tickets.
    """

    ticket_id = models.BigIntegerField(unique=True)
    key_id = models.CharField(max_length=16)
    name = models.BinaryField()
    phone = models.BinaryField()
    email = models.BinaryField()
    phone_key_id = models.CharField(max_length=16)
    phone_hash = models.BinaryField(max_length=32)


class Address(models.Model):
    """Where the news goes that somebody follows without a ticket; sealed as a contact is.

    `known` is a keyed hash of the address within what is followed: it answers "is it this one?"
    there and nowhere else, so that nobody lists what a person follows.
    """

    subscription_id = models.BigIntegerField(unique=True)
    key_id = models.CharField(max_length=16)
    email = models.BinaryField()
    known = models.CharField(max_length=64, db_index=True)


class Mandate(Subject):
    """Leave to act for somebody: for one ticket, or to report in their name; it tells who neither of them is.

    No foreign key: tickets stand above the registers. Both codes are derived from the salt under a key
    that is no part of the database, as query codes are; what they are looked up by is a keyed hash.
    """

    ticket_id = models.BigIntegerField(null=True, db_index=True)
    helper = models.CharField(max_length=16)
    acts = models.CharField(max_length=32)
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    salt = models.CharField(max_length=48, blank=True)  # gone with the words of its ticket
    helping = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  unique
    own = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  unique


class Retention(Subject):
    """One run over all data whose time is over; several days' worth where a worker was away."""

    on = models.DateField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-began_at"], name="retention_newest")]


class Assessment(Subject):
    """An assessment of what a processing of personal data means for people; its words are in the ledger."""

    done_on = models.DateField()
    outcome = models.CharField(max_length=16)
    kept_until = models.DateField()  # at least


class Portion(models.Model):
    """One class of data in one run: how much was due, how much is done, and where the run stands."""

    run = models.ForeignKey(Retention, on_delete=models.PROTECT, related_name="portions")
    data = models.CharField(max_length=16)
    due = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)  # with `last_id`: the next piece begins behind it
    last_id = models.BigIntegerField(default=0)
    finished = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "data"], name="one_portion_of_a_class"),
        ]
