"""One person's posts, and what was done to the account and the posts, by whom and when."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from lianxin.foundation.actor import Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.staff.registers import telling
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import verbs

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

DEED: Mapping[str, Words] = {
    verbs.OPENED: pgettext_lazy("deed", "Account opened"),
    verbs.PASSWORD_SET: pgettext_lazy("deed", "Password set"),
    verbs.ASSIGNED: pgettext_lazy("deed", "Post given"),
    verbs.ENDED: pgettext_lazy("deed", "Post ended"),
}
ONE_TIME = pgettext_lazy("deed", "One-time password handed out")


def posts(found: orgs.Person) -> list[dict[str, object]]:
    """Return somebody's posts, each with the way to end it."""
    return [
        {
            "unit": post.unit.name,
            "role": labels.of(Role, post.role),
            "grids": labels.listed(grid.name for grid in post.grids.all()),
            "since": govuk_day(post.valid_from),
            "until": govuk_day(post.valid_to),
            "end_url": reverse("staff-post-end", args=[found.username, post.pk])
            if post.valid_to is None
            else "",
        }
        for post in found.posts
    ]


def history(found: orgs.Person) -> list[dict[str, object]]:
    """Return what was done to an account and its posts, the newest first."""
    entries = [
        *ledger.of("staff", [found.pk]),
        *ledger.of("post", orgs.post_ids(found.pk)),
    ]
    entries.sort(key=lambda entry: entry.pk, reverse=True)
    named = telling.people(entries)
    units = orgs.unit_names(
        {entry.facts["unit_id"] for entry in entries if entry.facts.get("unit_id")}
    )
    return [
        {
            "title": ONE_TIME if entry.facts.get("one_time") else DEED.get(entry.verb, entry.verb),
            "by": named.by(entry),
            "at": entry.at,
            "text": _text(entry, units),
        }
        for entry in entries
    ]


def _text(entry: "Entry", units: Mapping[int, str]) -> str:
    if entry.verb == verbs.ASSIGNED:
        unit, role = units.get(entry.facts["unit_id"], ""), labels.of(Role, entry.facts["role"])
        return f"{unit} · {role}"
    return str(entry.facts.get("valid_to") or "")
