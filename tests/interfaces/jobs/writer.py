"""Somebody who makes requests without pause, in a process of their own, until told to stop.

`python -m tests.interfaces.jobs.writer`: prints "ready" once the town stands, and at the end how many
requests were made. Every five of them are about one matter: they join it by one decision, and get one
reply by another.
"""

import os
import signal
import sys
import time

OLD = 250  # tickets: three pieces of a run of retention


def main() -> None:
    """Make requests until SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from lianxin.interfaces.jobs import background
    from lianxin.registers.residents.rules import NewContact
    from tests.casework.matters import scene
    from tests.casework.tickets import town

    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(1))
    background.load_calendar(timezone.now())  # once here, not in each worker that is killed
    town.built()
    long_ago()
    print("ready", flush=True)  # noqa: T201  it is a program
    made, batches = 0, scene.Batches()
    while not ended:
        contact = NewContact(name="王阿姨", email=f"requester-{made}@example.cn")
        batches.add(town.received(contact=contact, key=f"written-{made:08d}"))
        made += 1
        time.sleep(0.3)  # what is written while workers die is done by one of them at the end
    sys.stdout.write(f"{made}\n")


def long_ago() -> None:
    """Take in tickets of another system that were closed so long ago that their time is over."""
    from datetime import timedelta

    from lianxin.casework.tickets import actions
    from lianxin.casework.tickets.rules import State
    from lianxin.casework.tickets.rules.importing import ImportedTicket
    from lianxin.foundation.actor import Actor
    from tests.make import MONDAY

    came = MONDAY - timedelta(days=5 * 365)
    rows = [
        ImportedTicket(
            ref=f"old/{number}",
            what="路灯不亮",
            received_at=came,
            deadline=came + timedelta(days=5),
            state=State.CLOSED,
            ended_at=came + timedelta(days=2),
            ending="已修好",
        )
        for number in range(OLD)
    ]
    actions.import_chunk(source="hall", rows=rows, by=Actor.system("import"), at=MONDAY)


if __name__ == "__main__":
    main()
