"""Themes: what problems are about, wherever they are, with a name in plain words for each."""

import math
from collections import defaultdict

import numpy as np
from sklearn.cluster import KMeans

from lianxin.followers.triage.rules import wording
from lianxin.followers.triage.similar.evidence import Messages
from lianxin.followers.triage.similar.grams import Floats
from lianxin.followers.triage.similar.problems import Problems
from lianxin.followers.triage.similar.reduced import reduced

MOST = 200  # themes that a person can keep apart
KINDS = 50  # dimensions
NAMED = 0.3  # share of a run's messages whose title names something with it
UNNAMED = "其他"  # what has no words in common


def themes(problems: Problems) -> list[str]:
    """Return the name of each message's theme; messages of one problem have one theme."""
    messages = problems.messages
    titles = [messages.titles[one] for one in messages.which]
    if not titles:
        return []
    members = _members(problems)
    everywhere = wording.counted(titles)
    names: dict[str, list[int]] = defaultdict(list)
    for places in members:
        here = wording.counted(titles[place] for place in places)
        names[wording.name(here, everywhere, len(places) / len(titles)) or UNNAMED] += places
    said = [UNNAMED] * len(titles)
    for name, places in names.items():
        for place in places:
            said[place] = name
    return said


def _members(problems: Problems) -> list[list[int]]:
    """Return the messages of each theme."""
    groups, kinds = problems.groups(), _kinds(problems.messages)
    centres = np.array([kinds[problems.messages.which[group]].mean(axis=0) for group in groups])
    count = min(MOST, max(1, round(math.sqrt(len(centres) / 2))), len(np.unique(centres, axis=0)))
    sizes = [len(group) for group in groups]
    found = KMeans(count, random_state=0, n_init=3).fit_predict(centres, sample_weight=sizes)
    members: dict[int, list[int]] = defaultdict(list)
    for theme, group in zip(found.tolist(), groups, strict=True):
        members[theme] += group
    return list(members.values())


def _kinds(messages: Messages) -> Floats:
    """Return vectors of what messages say beside names: runs that stand mostly in names tell none."""
    named = np.asarray(messages.named.sum(axis=0)).ravel()
    weights = np.where(named > NAMED * messages.held, 0, messages.telling)
    return reduced(messages.words, weights, KINDS)
