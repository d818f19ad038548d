"""What may come in as a file: limits, kinds, and the reasons for a no."""

from dataclasses import dataclass, field
from enum import StrEnum

from lianxin.foundation.refusal import Refusal

MEGABYTE = 1024 * 1024
PIXELS = 50_000_000  # a decoded photo takes three bytes for each
SECONDS = (
    120  # of what somebody says: enough to tell what happened, short enough to be written down
)
EDGE = 2048  # pixels of the longer side that are kept: enough to read a number plate or a notice
REQUEST = "request"  # the purpose of a file that came with what was asked
SPOKEN = "spoken"  # the purpose of what somebody said instead of writing: for far fewer ears
BOUND = "file:"  # how the words of an entry that bind a file are named


class Kind(StrEnum):
    """What is expected of an upload."""

    PHOTO = "photo"
    DOCUMENT = "document"
    EITHER = "either"  # of these two
    SOUND = "sound"


LIMITS = {
    Kind.PHOTO: 10 * MEGABYTE,
    Kind.DOCUMENT: 10 * MEGABYTE,
    Kind.SOUND: 25 * MEGABYTE,  # two minutes as a phone may write them without packing
}


class TooLarge(Refusal):
    """The file has more than `limit` megabytes."""


class EmptyFile(Refusal):
    """The file has nothing in it."""


class NotAPhoto(Refusal):
    """The file is not a whole photo in a format that can be read here."""


class TooManyPixels(Refusal):
    """The photo has more than `limit` million pixels."""


class NotADocument(Refusal):
    """The file is not a whole PDF."""


class ActiveContent(Refusal):
    """The PDF carries a program, an embedded file or a lock, or hides what it carries."""


class NotASound(Refusal):
    """The file is not a sound in a format that can be read here."""


class SilentSound(Refusal):
    """Nothing can be heard in the sound."""


class SoundTooLong(Refusal):
    """The sound goes on for more than `limit` seconds."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A file that was checked, cleaned and put away, and waits to come with something."""

    path: str = field(compare=False)  # random: the same photo sent again is the same
    sha256: str
    media_type: str
    size: int
    width: int | None
    height: int | None


@dataclass(frozen=True, kw_only=True)
class Clean:
    """What is left of an upload after cleaning."""

    content: bytes = field(repr=False)
    media_type: str
    width: int | None = None
    height: int | None = None


def within(kind: Kind, size: int) -> None:
    """Refuse an upload by its size."""
    if size > LIMITS[kind]:
        raise TooLarge(limit=LIMITS[kind] // MEGABYTE)
    if size == 0:
        raise EmptyFile


def bound(file_id: str, sha256: str) -> str:
    """Return the words by which an entry binds a file: which one it is, and its content's hash."""
    return f"{file_id} sha256:{sha256}"
