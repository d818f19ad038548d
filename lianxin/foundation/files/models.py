"""The table of stored files; their bytes lie outside the database."""

import uuid

from django.db import models

from lianxin.foundation.files import rules


class StoredFile(models.Model):
    """One file that came with a subject (no foreign key: subjects stand above); never changed.

    `path` is random and known to nobody outside; pages that check who asks hand out the bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=32)
    about_id = models.BigIntegerField()
    purpose = models.CharField(max_length=32)
    path = models.CharField(max_length=100, unique=True)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=32)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)  # a document has none
    height = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["about", "about_id"], name="stored_file_about")]

    @property
    def bound(self) -> str:
        """Return the words by which an entry binds this file."""
        return rules.bound(str(self.pk), self.sha256)
