"""What triage declines, and why."""

from lianxin.foundation.refusal import Refusal


class NothingToLearn(Refusal):
    """The file holds fewer than two labels with texts enough; `rows` is how many rows were usable."""


class ModelMissing(Refusal):
    """There is no model in the folder `path`."""


class ModelDamaged(Refusal):
    """The model in the folder `path` is not as it was written."""


class ModelOfAnotherVersion(Refusal):
    """The model in the folder `path` has a `version` that this program does not read."""


class NoSuchVersion(Refusal):
    """No model of this `version` was learnt here."""


class InUseAlready(Refusal):
    """This `version` is the one in use."""


class ThresholdOutOfRange(Refusal):
    """A threshold lies between `least` and `most` per cent."""


class TooFewWeeks(Refusal):
    """A new classifier is judged on the newest weeks: decisions of at least two weeks are needed."""


class ConfidenceOutOfRange(Refusal):
    """A machine may dispatch from a confidence of `least` to `most` per cent on."""


class NotAllowedYet(Refusal):
    """A machine does not dispatch this category."""
