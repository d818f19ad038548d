"""Keeping the columnar record: reading on in the log, and making it anew."""

from lianxin.followers.insight.actions.keeping import keep
from lianxin.followers.insight.actions.remaking import begin, go_on

__all__ = ["begin", "go_on", "keep"]
