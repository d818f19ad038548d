"""Unit evaluation in a real browser: every page at both widths is sound."""

from typing import Any

from lianxin.casework.oversight.actions import evaluation as actions
from tests.casework.oversight.evaluated import did, of, shown
from tests.casework.tickets import town
from tests.journeys.looking import in_a_browser, look_at

pytestmark = in_a_browser


def test_every_page_of_the_evaluation_is_sound_at_both_widths(live_server: Any):
    town.built()
    found = did(shown("decisions"), actions.confirm, "lead")
    own = f"/staff/evaluation/{found.pk}/"
    pages = {
        "supervisor": [
            "/staff/evaluation/",
            "/staff/evaluation/rounds/new/",
            f"/staff/evaluation/rounds/{found.round_id}/",
            "/staff/evaluation/schemes/",
            "/staff/evaluation/schemes/new/",
            f"/staff/evaluation/schemes/{found.round.scheme_id}/",
            f"/staff/evaluation/{of(found.round, 'power').pk}/show/",
        ],
        "lead": [own, f"{own}plan/"],
        "": ["/evaluation/", f"/evaluation/{found.round.scheme_id}/"],
    }
    look_at(live_server.url, pages)
