"""What triage declines, and why."""

from lianxin.foundation.refusal import Refusal


class NothingToLearn(Refusal):
    """The file holds fewer than two labels with texts enough; `rows` is how many rows were usable."""
