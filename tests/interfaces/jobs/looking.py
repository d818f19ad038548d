"""What a killed worker left behind, looked at from outside, as JSON: `python -m tests.interfaces.jobs.looking`."""

import json
import os
import sys
from contextlib import suppress


def main() -> None:
    """Print the counts that must agree."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from lianxin.casework.matters import queries as matters
    from lianxin.casework.tickets import queries as tickets
    from lianxin.followers.insight.queries import Reader
    from lianxin.followers.insight.rules.refusals import RecordMissing
    from lianxin.followers.notifications.models import Message
    from lianxin.foundation.ledger import queries, verifying
    from lianxin.foundation.ledger.models import Bookmark, Entry, Round, Seal, Unsealed
    from lianxin.registers.residents.models import Portion

    now, rounds = timezone.now(), Round.objects.all()
    counted = "SELECT count(*) AS events, count(DISTINCT position) AS once FROM events"
    record = {"events": 0, "once": 0}
    with suppress(RecordMissing):  # no worker has run yet
        (record,) = Reader(settings.LIANXIN_INSIGHT).read(counted)
    head = queries.latest_head()
    said = {
        "faults": [
            str(fault)
            for fault in [*verifying.whole(now=now), *tickets.faults(), *matters.faults()]
        ],
        "entries": Entry.objects.count(),
        "seals": Seal.objects.count(),
        "unsealed": Unsealed.objects.count(),
        "head": head.size if head else 0,
        "bookmarks": dict(Bookmark.objects.values_list("name", "position")),
        "told": Entry.objects.filter(about="ticket").count(),
        **record,
        "received": Entry.objects.filter(verb="ticket.received", imported=False).count(),
        "imported": Entry.objects.filter(verb="ticket.received", imported=True).count(),
        "archived": Entry.objects.filter(verb="ticket.archived").count(),
        "carried": {
            verb: [
                sum(rounds.filter(entry__verb=decided).values_list("total", flat=True)),
                Entry.objects.filter(verb=verb).count(),
                Entry.objects.filter(verb=verb).values("about_id").distinct().count(),
            ]
            for verb, decided in (
                ("ticket.joined", "matter.gathered"),
                ("ticket.replied_by_matter", "matter.replied"),
            )
        },
        "moved": list(Entry.objects.filter(verb="ticket.moved").values_list("about_id", flat=True)),
        "under_way": rounds.filter(ended_at=None).count(),
        "erased": sum(Portion.objects.filter(data="request").values_list("done", flat=True)),
        "runs": Entry.objects.filter(about="retention").order_by("pk").count(),
        "messages": {
            f"message-{pk}": state for pk, state in Message.objects.values_list("pk", "state")
        },
        "alive": queries.health(now).alive,
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
