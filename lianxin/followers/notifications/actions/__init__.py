"""The follower's own writes: intend a message for a deed, send what is due, settle what is in doubt."""

from lianxin.followers.notifications.actions.delivery import deliver, forget, settle, take

__all__ = ["deliver", "forget", "settle", "take"]
