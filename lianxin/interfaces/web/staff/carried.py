"""What was decided for many at once, and how far the worker has come with it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy

from lianxin.foundation.ledger import rounds
from lianxin.foundation.words.sentences import SENTENCES
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.staff import matter_words
from lianxin.registers.orgs.rules import verbs

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Subject

DECIDED: Mapping[str, Words] = {
    **matter_words.VERB,
    verbs.REORGANISED: pgettext_lazy("deed", "Open requests go to whoever takes over"),
    verbs.SHARED_OUT: pgettext_lazy("deed", "Open requests go to whom the catalogue names now"),
}


def shown(subject: "Subject") -> list[dict[str, object]]:
    """Return the rounds of a subject's deeds, the newest first, with what was left out and why."""
    return [
        {
            "said": DECIDED[one.verb],
            "progress": one,
            "reasons": [(gettext(SENTENCES.get(code, code)), count) for code, count in one.reasons],
        }
        for one in rounds.progress(subject)
    ]
