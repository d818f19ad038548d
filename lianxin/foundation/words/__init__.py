"""The words of a no: a refusal's sentence in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.words.sentences import SENTENCES
from lianxin.foundation.words.sentences.orgs import COUNTED


def of(refusal: Refusal) -> str:
    """Return the sentence that tells a person why something cannot be done."""
    return sentence(refusal.code, refusal.facts)


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of a code with its facts, moments and days as people write them."""
    said = {name: _written(fact) for name, fact in facts.items()}
    if code in COUNTED:
        said["counted"] = _counted(COUNTED[code], facts)
    return gettext(SENTENCES[code]) % said


def _counted(kinds: Mapping[str, str], facts: Mapping[str, object]) -> str:
    parts = [gettext(said) % facts[name] for name, said in kinds.items() if facts[name]]
    return pgettext("counted", ", ").join(parts)


def _written(fact: object) -> object:
    if isinstance(fact, datetime):
        return date_format(localtime(fact), "Y-m-d H:i")
    return date_format(fact, "Y-m-d") if isinstance(fact, date) else fact
