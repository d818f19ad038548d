"""The help and the handbook in a real browser: nothing that axe finds, at both widths, also on what leads there."""

from typing import Any

from tests.casework.tickets import town
from tests.journeys.looking import in_a_browser, look_at

pytestmark = in_a_browser


def test_help_is_good_to_read_for_everybody(live_server: Any):
    town.built()
    look_at(
        live_server.url,
        {
            "": ["/help/", "/help/report/", "/report/"],
            "agent": ["/staff/handbook/", "/staff/handbook/new-request/", "/staff/intake/"],
        },
    )
