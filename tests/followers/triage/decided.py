"""Decided requests to learn from: those of the invented city, by the first word of their category."""

from functools import cache

from lianxin.followers.triage.classify import learning
from lianxin.followers.triage.rules import texts
from lianxin.interfaces.jobs.demo import story

KINDS = ("consumer", "environment", "traffic", "utilities", "work")


@cache
def decided() -> list[tuple[str, str]]:
    found = [(str(one["what"]), str(one["category"]).split(".")[0]) for one in story.stories()]
    return [(text, kind) for text, kind in found if kind in KINDS]


@cache
def learnt() -> learning.Learnt:
    known = [
        (texts.compact([text]), kind) for text, kind in decided() if (text, kind) not in unseen()
    ]
    return learning.learn(
        [text for text, _ in known], [kind for _, kind in known], progress=lambda steps: None
    )


def unseen() -> list[tuple[str, str]]:
    return decided()[2::3]
