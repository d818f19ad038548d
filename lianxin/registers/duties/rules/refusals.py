"""Why a row of the duty registers is not taken; what orgs says too is said with its refusals."""

from lianxin.foundation.refusal import Refusal


class NotACode(Refusal):
    """A code has 1 to `limit` letters, digits, hyphens, dots and underscores."""


class CategoryLoop(Refusal):
    """A category cannot stand under itself."""


class UnknownCategory(Refusal):
    """There is no category in force under `code`."""


class NotYesOrNo(Refusal):
    """The column `column` holds yes or no."""


class UnknownListKind(Refusal):
    """A duty stands on the list basic, assist or withdrawn."""


class UnknownDuty(Refusal):
    """There is no duty in force under `code`."""


class UnknownTier(Refusal):
    """There is no tier `tier`."""


class CommunityCannotLead(Refusal):
    """A community leads only what is a basic duty of its own (北京条例 17)."""


class CategoryWithoutOwner(Refusal):
    """No row says who leads for the category `category` wherever it happens."""


class NothingToImport(Refusal):
    """The file has no rows."""


class NotACategory(Refusal):
    """The category is one that can be chosen: a leaf in force."""
