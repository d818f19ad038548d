"""Everything that can be done to a matter."""

from lianxin.casework.matters.actions.following import (
    confirm,
    end_following,
    follow,
    sweep,
    unfollow,
)
from lianxin.casework.matters.actions.frame import lock, may_join
from lianxin.casework.matters.actions.publishing import announce, hide, publish
from lianxin.casework.matters.actions.steps import (
    About,
    Plan,
    close,
    draft,
    gather,
    open_matter,
    plan,
    reopen,
    reply,
    revise,
    scatter,
)
from lianxin.casework.matters.actions.tasks import end_task, set_task

__all__ = [
    "end_task",
    "set_task",
    "confirm",
    "end_following",
    "follow",
    "sweep",
    "unfollow",
    "About",
    "Plan",
    "announce",
    "close",
    "draft",
    "gather",
    "hide",
    "lock",
    "may_join",
    "open_matter",
    "plan",
    "publish",
    "reopen",
    "reply",
    "revise",
    "scatter",
]
