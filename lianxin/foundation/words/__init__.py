"""The words of a no: a refusal's sentence in the reader's language."""

from django.utils.translation import gettext

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.words.sentences import SENTENCES


def of(refusal: Refusal) -> str:
    """Return the sentence that tells a person why something cannot be done."""
    return gettext(SENTENCES[refusal.code]) % refusal.facts
