"""The follower's own writes, and deeds on the classifier."""

from lianxin.followers.triage.actions.classifier import set_threshold, use
from lianxin.followers.triage.actions.suggesting import take

__all__ = ["set_threshold", "take", "use"]
