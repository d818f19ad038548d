"""What staff have done in the demo city so that each of their pages has something to show."""

import time
from datetime import timedelta
from itertools import product
from typing import Any

from allauth.mfa.recovery_codes.internal import auth as recovery_codes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import SESSION_KEY
from django.urls import resolve, reverse

from lianxin.casework.oversight import actions as oversight
from lianxin.casework.oversight.models import Revisit
from lianxin.casework.oversight.rules.questions import SYSTEM
from lianxin.casework.tickets.models import SavedView
from lianxin.foundation.actor import Role
from lianxin.interfaces.jobs import following
from lianxin.interfaces.jobs.demo import story
from lianxin.interfaces.web.demo import people
from lianxin.registers.changes import actions as changes
from lianxin.registers.changes import queries as registers
from lianxin.registers.changes.rules import Difference, Kind, Load, Register
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.residents.rules import Reason
from tests.interfaces.web.staff.scene import send
from tests.journeys.crawl_city import HANDLED_BY, RESIDENTS, STAFF, City


def done(here: City) -> None:
    """Do what no story of the demo does."""
    _contacts(here)
    _taken(here)
    _away(here)
    _asked(here)
    _changed(here)
    _kept(here)
    _second_step(here)
    while following.topics(here.at):
        pass
    for client in here.people.values():
        client.cookies.pop("messages", None)  # what they were told of it


def _taken(here: City) -> None:
    """Let an agent take a request in."""
    told = {"what": "小区门口积水", "kind": "help", "channel": "phone", "privacy": "open"}
    answer = send(here.people["agent"], "/staff/intake/", phone="139 0000 1234", **told)
    here.opened["staff-taken"] = resolve(answer["Location"]).kwargs


def _away(here: City) -> None:
    """Let the lead of a unit enter that a handler is away."""
    handler, lead = (orgs.staff_member(STAFF[who]) for who in ("handler", "lead"))
    assert handler is not None
    assert lead is not None
    days = {  # from tomorrow: whoever stands in has to choose a post before anything else
        "valid_from": here.today + timedelta(days=1),
        "valid_to": here.today + timedelta(days=3),
    }
    answer = send(
        here.people["lead"], "/staff/absence/", staff=handler.pk, substitute=lead.pk, **days
    )
    assert answer.status_code == 303


def _asked(here: City) -> None:
    """Let a check of figures ask a unit about its closed tickets."""
    counted = {"cases": 40, "hits": 14, "against": 600, "marked": 28, "expected": 262, "tests": 12}
    oversight.ask_unit(
        pattern="late_exclusions",
        month=here.today.replace(day=1),
        unit_id=orgs.unit(HANDLED_BY).pk,
        ticket_ids=[here.tickets["closed"].pk],
        by=SYSTEM,
        at=here.at,
        key="crawl:question",
        **counted,
    )


def _changed(here: City) -> None:
    """Let an administrator prepare a change, and send it to a second person."""
    (by, *_) = story.colleagues(orgs.unit("hotline").pk, Role.ADMINISTRATOR, here.today)
    rows = registers.table(Register.CATALOGUE, here.today)
    key, before = next(iter(rows.items()))
    others = {row["lead"] for row in rows.values()} - {before["lead"]}
    after = {**before, "lead": min(others)}
    frame: dict[str, Any] = {"by": by, "at": here.at, "load": Load()}
    for number in (1, 2):
        entry = changes.prepare_by_hand(
            register=Register.CATALOGUE,
            differences=[Difference(kind=Kind.CHANGED, key=key, before=before, after=after)],
            valid_from=here.today + timedelta(days=number),
            key=f"crawl:change:{number}",
            **frame,
        )
    sent: dict[str, Any] = {"change_id": entry.about_id, "reason": "职责调整", "seen": 1}
    changes.send(key="crawl:sent", **sent, **frame)


def _contacts(here: City) -> None:
    """Let whoever may open the contact of a request, and of one to be asked again."""
    asked = [reverse("staff-contact", args=[one.number]) for one in here.tickets.values()]
    again = [reverse("staff-revisit-contact", args=[one.pk]) for one in Revisit.objects.all()]
    staff = [who for who in here.people if who not in RESIDENTS]
    for pages in (asked, again):
        for page, who in product(pages, staff):
            typed = {"reason": Reason.CLARIFY.value, "words": "核实地点"}
            answer = send(here.people[who], page, **typed)
            if answer.status_code == 303:
                found = resolve(answer["Location"])
                here.opened[str(found.url_name)] = found.kwargs
                break


def _kept(here: City) -> None:
    """Let somebody keep a view of a desk."""
    page = reverse("staff-desk-views", args=["open"])
    answer = here.people["dispatcher"].post(f"{page}?due=late", {"name": "迟了的"})
    assert answer.status_code == 303
    kept = {"name": "open", "view_id": SavedView.objects.get().pk}
    here.opened["staff-desk-view"] = kept


def _second_step(here: City) -> None:
    """Let one have set up the second step of signing in, another be about to, and a third stand before it."""
    staff = orgs.staff_member(STAFF["auditor"])
    assert staff is not None
    totp.TOTP.activate(staff, "secret of nobody")
    recovery_codes.RecoveryCodes.activate(staff)
    for who in ("auditor", "admin"):
        session = here.people[who].session
        said = {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
        session["account_authentication_methods"] = [said]
        session["account_authentication_methods_user"] = session[SESSION_KEY]
        session.save()
    told = {"login": STAFF["auditor"], "password": people.PASSWORD}
    answer = here.people["nobody"].post("/accounts/login/", told)
    assert answer["Location"] == reverse("mfa_authenticate")
