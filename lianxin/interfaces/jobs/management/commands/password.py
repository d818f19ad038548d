"""`lianxin password`: set somebody's first password, asked for and never shown."""

import argparse
from getpass import getpass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext_noop

from lianxin.foundation.actor import Actor
from lianxin.interfaces.jobs import language
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries as org_queries


class Command(language.Verb):
    """Set a password."""

    help = gettext_noop(
        "Set the password of a member of staff, whom `lianxin import staff` has made without one."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take a user name."""
        parser.add_argument("username")

    def handle(self, *, username: str, **_: object) -> None:
        """Ask twice and set it."""
        staff = org_queries.staff_member(username)
        if staff is None:
            raise CommandError(f"nobody signs in as {username}")
        said = getpass("New password: ")
        if said != getpass("Once more: "):
            raise CommandError("the two are not the same")
        try:
            validate_password(said, staff)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        at = timezone.now()
        orgs.set_password(
            staff_id=staff.pk,
            hashed=make_password(said),
            by=Actor.system("setup"),
            at=at,
            key=f"password:{username}:{at.isoformat()}",
        )
        self.stdout.write(f"{username} can sign in now.")
