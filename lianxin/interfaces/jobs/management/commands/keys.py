"""`lianxin keys`: which secrets there are, and a new one of a purpose."""

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.foundation import keys
from lianxin.foundation.ledger import signing
from lianxin.interfaces.jobs import language

PURPOSES = {
    "ledger": gettext_noop("signs tree heads and receipts"),
    "vault": gettext_noop(
        "encrypts contacts (then run `lianxin worker`, which re-encrypts older ones)"
    ),
    "phone": gettext_noop("hashes phone numbers"),
    "draft": gettext_noop("seals what residents have typed and not sent yet"),
    "follow": gettext_noop("links of those who follow a public matter are derived with it"),
    "code": gettext_noop("query codes are derived with it"),
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
            said = language.spoken("%(purpose)s: the current key is now %(key)s")
            self.stdout.write(said % {"purpose": add, "key": keys.add(add)})
        none = language.spoken("none yet")
        for purpose, what in PURPOSES.items():
            ids = ", ".join(keys.ids(purpose)) or none
            self.stdout.write(f"{purpose:8} {ids:24} {language.spoken(what)}")
        for key_id, public in signing.public_keys().items():
            said = language.spoken("public half of ledger key %(key)s: %(public)s")
            self.stdout.write(said % {"key": key_id, "public": public})
