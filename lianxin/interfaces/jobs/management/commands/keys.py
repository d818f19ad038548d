"""`lianxin keys`: which secrets there are, and a new one of a purpose."""

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.foundation import keys
from lianxin.foundation.ledger import signing
from lianxin.interfaces.jobs import language

PURPOSES = {
    "ledger": "signs tree heads and receipts",
    "vault": "encrypts contacts (then run `lianxin worker`, which re-encrypts older ones)",
    "phone": "hashes phone numbers",
    "draft": "seals what residents have typed and not sent yet",
    "follow": "links of those who follow a public matter are derived with it",
    "code": "query codes are derived with it",
}


class Command(language.Verb):
    """List the keys, or add one."""

    help = gettext_noop(
        "List this installation's keys by purpose, or add a new current one (rotation)."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take an optional purpose to add a key for."""
        parser.add_argument(
            "--add", choices=PURPOSES, help=_("make a new current key of this purpose")
        )

    def handle(self, *, add: str | None, **_: object) -> None:
        """List or add."""
        if add:
            self.stdout.write(f"{add}: the current key is now {keys.add(add)}")
        for purpose, what in PURPOSES.items():
            self.stdout.write(f"{purpose:8} {', '.join(keys.ids(purpose)) or 'none yet':24} {what}")
        for key_id, public in signing.public_keys().items():
            self.stdout.write(f"public half of ledger key {key_id}: {public}")
