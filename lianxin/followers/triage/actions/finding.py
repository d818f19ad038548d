"""Finds topics: once there are tickets enough, and anew where there are many more; who was one stays one."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from django.db.models import Max, Min

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State
from lianxin.followers.triage.models import Filing, ThemeSpace, Topic
from lianxin.followers.triage.rules import filing, spelling, wording
from lianxin.followers.triage.similar import topics as clusters
from lianxin.followers.triage.similar.grams import Floats, Ints
from lianxin.followers.triage.similar.space import Space
from lianxin.followers.triage.similar.topics import Topics
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.time import day_of

FILER = Actor.system("topics")
SAMPLE = 5_000  # tickets, the newest: learning from more would hold up what else follows


def filed(ticket: Ticket) -> bool:
    """Tell whether a ticket is filed under a topic at all."""
    about = ticket.about_unit_id is not None
    return filing.files(kind=ticket.kind, privacy=ticket.privacy, about_unit=about)


def told(found: Sequence[Ticket]) -> list[str]:
    """Return what was asked with each ticket, in one spelling."""
    said = tickets.texts(found, FILER)
    return [spelling.spelt(said.get(ticket.pk, {}).get("what", "")) for ticket in found]


def texts(found: Sequence[Ticket], asked: Sequence[str]) -> list[str]:
    """Return what was asked with the category's name before it: a word for the theme as good as any."""
    return [
        f"{ticket.category.name} {what}" if ticket.category and what else what
        for ticket, what in zip(found, asked, strict=True)
    ]


def due(space: ThemeSpace | None, *, at: datetime) -> bool:
    """Tell whether topics are to be found: for the first time, or anew."""
    now = _about()
    if space is None:
        return now >= filing.FEWEST
    return filing.outgrown(learnt_from=space.tickets, now=now, age=at - space.learnt_at)


def _about() -> int:
    """Return about how many tickets there are, by their numbers: to count them would read them all."""
    ends = Ticket.objects.aggregate(first=Min("pk"), last=Max("pk"))
    return ends["last"] - ends["first"] + 1 if ends["last"] else 0


def find(*, at: datetime) -> int:
    """Learn a space from the newest tickets and find topics in it; those that are known keep their identity."""
    newest = Ticket.objects.exclude(state=State.ARCHIVED).select_related("category")
    sample = [ticket for ticket in newest.order_by("-pk")[:SAMPLE] if filed(ticket)]
    asked = told(sample)
    said = texts(sample, asked)
    space = Space.learnt(said)
    vectors = space.vectors(said)
    found = Topics.found(vectors)
    labels = found.join(vectors, first=len(found) + 1)
    with ledger.writing():
        heirs = _topics(found, labels, sample, asked, at)
        Topic.objects.exclude(pk__in=heirs).update(middle=b"")
        now = _about()
        packed = space.packed()
        stamp = hashlib.sha256(packed).hexdigest()[:16]
        ThemeSpace.objects.create(learnt_at=at, tickets=now, packed=packed, stamp=stamp)
    return 1


def _topics(
    found: Topics, labels: Ints, sample: Sequence[Ticket], asked: Sequence[str], at: datetime
) -> list[int]:
    """Keep the topics that were found, each as the one that most of its tickets were filed under."""
    before = dict(
        Filing.objects.filter(ticket__in=sample, topic__isnull=False).values_list(
            "ticket_id", "topic_id"
        )
    )
    old = np.array([before.get(ticket.pk, 0) for ticket in sample], np.int64)
    known = clusters.inherited(old, labels) if len(sample) else {}
    everywhere = wording.counted(text[: filing.TITLE] for text in asked)
    kept: dict[int, int] = {}
    named: dict[tuple[int | None, str], Topic] = {}
    for key, middle in zip(found.keys, found.sums, strict=True):
        places = np.flatnonzero(labels == key).tolist()
        own = [sample[place] for place in places]
        called = _usual(own), _words([asked[place] for place in places], everywhere, len(asked))
        if any(called) and called in named:  # whoever reads the board could not tell them apart
            _grow(named[called], middle)
            kept[key] = named[called].pk
            continue
        topic = Topic.objects.filter(pk=known.get(key, 0)).first() or Topic(
            first_on=min((day_of(one.received_at) for one in own), default=day_of(at))
        )
        topic.category_id, topic.words = called
        topic.middle, topic.heir, topic.tallied_at = middle.tobytes(), None, None
        topic.save()
        kept[key] = topic.pk
        named[called] = topic
    for gone in set(before.values()) - set(kept.values()):
        went = Counter(labels[old == gone].tolist()).most_common(1)
        Topic.objects.filter(pk=gone).update(heir=kept.get(went[0][0]) if went else None)
    return list(kept.values())


def _grow(topic: Topic, middle: Floats) -> None:
    """Take another heap of texts into a topic of the same name."""
    topic.middle = (np.frombuffer(bytes(topic.middle), np.float32) + middle).tobytes()
    topic.save(update_fields=["middle"])


def _usual(own: Sequence[Ticket]) -> int | None:
    """Return the category that most of some tickets have."""
    found = Counter(one.category_id for one in own if one.category_id).most_common(1)
    return found[0][0] if found else None


def _words(own: Sequence[str], everywhere: Counter[str], among: int) -> str:
    """Return words that name a topic; one that few requests use is theirs, and names none."""
    here = wording.counted(text[: filing.TITLE] for text in own)
    wide = Counter({word: n for word, n in here.items() if n >= filing.WORDY})
    return wording.name(wide, everywhere, max(len(own), 1) / max(among, 1))[:60]
