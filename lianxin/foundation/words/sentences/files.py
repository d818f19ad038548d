"""Sentences of the refusals of files."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "too-large": gettext_noop("The file has more than %(limit)s megabytes."),
    "empty-file": gettext_noop("The file is empty."),
    "not-a-photo": gettext_noop(
        "This is not a photo that can be read here. Please send it as JPEG, PNG or WebP."
    ),
    "too-many-pixels": gettext_noop("The photo has more than %(limit)s million pixels."),
    "not-a-sound": gettext_noop(
        "This is not a recording that can be read here. Please send it as MP3, WAV, OGG or FLAC."
    ),
    "silent-sound": gettext_noop("Nothing can be heard in it. Please record it once more."),
    "sound-too-long": gettext_noop("The recording is longer than %(limit)s seconds."),
    "not-a-document": gettext_noop("This is not a whole PDF."),
    "active-content": gettext_noop(
        "This PDF carries a program, an embedded file or a password. Please print it to a plain PDF."
    ),
}
