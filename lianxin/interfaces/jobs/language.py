"""In which language the console speaks: that of the terminal that a command was typed in."""

import gettext as catalogues
import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

LOCALE = Path(__file__).with_name("locale")


def of_terminal() -> AbstractContextManager[None]:
    """Return a context in which sentences come in the terminal's language: Chinese, else English."""
    return translation.override("zh-hans" if _is_chinese() else "en")


def spoken(sentence: str) -> str:
    """Return a sentence of a verb in the terminal's language."""
    with of_terminal():
        return translation.gettext(sentence)


def said(sentence: str) -> str:
    """Return a sentence of the console in the terminal's language, without any settings."""
    wanted = ["zh_Hans"] if _is_chinese() else []
    return catalogues.translation("django", LOCALE, wanted, fallback=True).gettext(sentence)


def _is_chinese() -> bool:
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return named.lower().startswith("zh")


class Verb(BaseCommand):
    """A verb of the console, whose help comes in the terminal's language."""

    def create_parser(self, prog_name: str, subcommand: str, **given: Any) -> CommandParser:
        """Return what reads the arguments, and says what they are for."""
        with of_terminal():
            self.help = translation.gettext(self.help)
            return super().create_parser(prog_name, subcommand, **given)
