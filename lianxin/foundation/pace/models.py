"""Who has to wait at which door: a block of addresses under a keyed hash that changes every day."""

from django.db import models


class Queue(models.Model):
    """One block at one door; forgotten as soon as the door is quiet for it again."""

    door = models.CharField(max_length=8)
    block = models.CharField(max_length=64)
    quiet_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "block"], name="queue_once")]
