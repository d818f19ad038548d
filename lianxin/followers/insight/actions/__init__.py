"""Keeping the columnar record, and deeds on what is published of it."""

from lianxin.followers.insight.actions.back import count_back
from lianxin.followers.insight.actions.counting import count
from lianxin.followers.insight.actions.keeping import keep
from lianxin.followers.insight.actions.publishing import (
    check_publication,
    draft_publication,
    release_publication,
    return_publication,
)
from lianxin.followers.insight.actions.remaking import begin, go_on

__all__ = [
    "begin",
    "check_publication",
    "count",
    "count_back",
    "draft_publication",
    "go_on",
    "keep",
    "release_publication",
    "return_publication",
]
