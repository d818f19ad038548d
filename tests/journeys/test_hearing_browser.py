"""An agent at the desk: a recording is found in the list, heard, written down, and then dispatched like any other."""

from collections.abc import Callable
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import Page, expect

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage import actions as triage
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.ledger import actions as ledger
from tests.foundation.files import test_sounds as sounds
from tests.journeys.looking import sound
from tests.journeys.test_loop_browser import chromium, pytestmark, site, someone

__all__ = ["chromium", "pytestmark", "site", "someone"]  # what this journey stands on


def spoken() -> Ticket:
    """Take in a recording, and let the machine look at it."""
    now = timezone.now()
    upload = SimpleUploadedFile("recording.wav", sounds.sound(2))
    entry = tickets.receive(
        request=Request(what=""),
        sound=files.prepare(upload, kind=files.Kind.SOUND),
        by=Actor.public("tests"),
        at=now,
        key="spoken-1",
    )
    while ledger.seal():
        pass
    while ledger.follow("triage", partial(triage.take, at=now), at=now):
        pass
    return Ticket.objects.get(pk=entry.about_id)


def test_a_recording_is_heard_written_down_and_accepted(someone: Callable[[str], Page]):
    page, ticket = someone("agent"), spoken()
    page.goto("/staff/desks/incoming/")
    expect(page.locator("main")).to_contain_text("录音待记录")
    sound(page)
    page.goto(f"/staff/tickets/{ticket.number}/")
    expect(page.locator("main audio")).to_have_count(0)
    sound(page)
    page.get_by_role("button", name="听录音").click()
    page.wait_for_url("**/write_down/")
    expect(page.locator("main audio")).to_be_visible()
    sound(page)
    page.fill("[name=what]", "长堤路的路灯坏了三盏，晚上看不见路")
    page.fill("[name=where]", "长堤路")
    page.locator("main form .govuk-button").last.click()
    page.wait_for_url(f"**/staff/tickets/{ticket.number}/")
    expect(page.locator("#asked + .lx-words")).to_contain_text("路灯坏了三盏")
    expect(page.locator("main a[href$='/accept/']").first).to_be_visible()
    sound(page)
