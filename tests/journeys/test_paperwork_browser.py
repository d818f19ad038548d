"""The registry of tables in a real browser: every page at both widths is sound."""

from typing import Any

from tests.casework.paperwork import scene as tables
from tests.casework.paperwork.scene import OCTOBER
from tests.casework.tickets import town
from tests.journeys.looking import in_a_browser, look_at

pytestmark = in_a_browser
URL = "/staff/tables/"


def test_every_page_of_the_registry_is_sound_at_both_widths(live_server: Any):
    town.built()
    table = tables.opened()
    own = f"{URL}{table.pk}/"
    filled = f"{own}{town.unit('hewan')}/{OCTOBER.isoformat()}/"
    pages = {
        "lead": [URL, f"{URL}new/", own, f"{own}layout/"],
        "hewan-lead": [URL, own, filled, f"{URL}note/"],
        "supervisor": [URL, own, f"{own}pause/", f"{URL}burden/"],
    }
    look_at(live_server.url, pages)
