"""In which language a command speaks: that of the terminal it was typed in."""

import os
from contextlib import AbstractContextManager

from django.utils import translation


def of_terminal() -> AbstractContextManager[None]:
    """Return a context in which sentences come in the terminal's language: Chinese, else English."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return translation.override("zh-hans" if said.lower().startswith("zh") else "en")
