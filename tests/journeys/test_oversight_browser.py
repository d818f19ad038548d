"""Re-visits and questions in a real browser: every page at both widths is sound."""

from typing import Any

from tests.casework.oversight import asked
from tests.journeys.looking import in_a_browser, look_at

pytestmark = in_a_browser


def test_every_page_of_re_visits_and_questions_is_sound_at_both_widths(live_server: Any):
    own = f"/staff/revisits/{asked.drawn().pk}/"
    of = f"/staff/questions/{asked.question('second-one').pk}/"
    pages = {
        "hewan-handler": ["/staff/revisits/", own, f"{own}tried/", f"{own}contact/"],
        "supervisor": ["/staff/revisits/", "/staff/revisits/draws/2026-11/", of, f"{of}close/"],
        "lead": ["/staff/questions/", of, f"{of}answer/"],
        "": ["/revisits/"],
    }
    look_at(live_server.url, pages)
