"""Reads of the log for the record, and of the record for figures."""

from lianxin.followers.insight.queries.log import ids_after, leaf, newest, told
from lianxin.followers.insight.queries.reading import Reader

__all__ = ["Reader", "ids_after", "leaf", "newest", "told"]
