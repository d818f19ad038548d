"""A unit that is closed while it holds fifty tickets: `python -m tests.interfaces.jobs.reorganised`."""

import os

TICKETS = 50


def main() -> None:
    """Build the town, let a unit have tickets, and close it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    import django

    django.setup()
    from datetime import timedelta

    from lianxin.registers.residents.rules import NewContact
    from tests.casework.tickets import town
    from tests.make import MONDAY

    town.built()
    for number in range(TICKETS):
        contact = NewContact(name="王阿姨", email=f"requester-{number}@example.cn")
        town.dispatched(town.received(contact=contact, key=f"written-{number:08d}"))
    town.closed("lamps", "power", at=MONDAY + timedelta(days=1))


if __name__ == "__main__":
    main()
