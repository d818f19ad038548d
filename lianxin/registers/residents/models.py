"""The vault's one table: a contact per ticket, sealed field by field."""

from django.db import models


class Contact(models.Model):
    """How the requester of one ticket is reached; every field is AES-256-GCM, bound to its place.

    No foreign key: tickets stand above the registers. `phone_hash` is a keyed hash that answers
    "is it this number?" for a named ticket; it has no index, so that nobody lists a person's tickets.
    """

    ticket_id = models.BigIntegerField(unique=True)
    key_id = models.CharField(max_length=16, db_index=True)
    name = models.BinaryField()
    phone = models.BinaryField()
    email = models.BinaryField()
    address_note = models.BinaryField()
    phone_key_id = models.CharField(max_length=16)
    phone_hash = models.BinaryField(max_length=32)
