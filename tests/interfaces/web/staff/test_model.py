"""The classifier's pages: what is in use, the threshold by its chart, and a way back to each version."""

import re

import pytest

from lianxin.followers.triage import queries
from lianxin.followers.triage.classify import shelf, store
from lianxin.followers.triage.rules import versions
from lianxin.foundation.ledger.models import Entry
from tests.followers.triage.shelved import shelved, use
from tests.interfaces.web.staff.scene import browser, text, unseen

pytestmark = pytest.mark.django_db
URL = "/staff/model/"


def test_before_anything_is_learnt_the_page_says_so():
    client = browser("admin")
    said = text(client.get(URL))
    assert "In use: Cold start" in said
    assert "lianxin triage train learns from confirmed decisions" in said
    assert "not yet enough decided requests" in said
    assert "Below 60 % it says" in said


def test_the_version_in_use_shows_its_charts_and_its_scores():
    version = shelved()
    use(version)
    answer = browser("admin").get(URL)
    said, html = text(answer), answer.content.decode()
    assert f"In use: {version}" in said
    assert "On texts held back" in said
    assert html.count("<polyline") == 2
    assert "style=" not in html.split("<main")[1]
    for kind in ("consumer", "environment", "traffic", "utilities", "work"):
        assert kind in said


def test_the_threshold_is_set_and_the_way_to_it_is_in_the_ledger():
    client = browser("admin")
    answer = client.post(URL, {**unseen(client, URL), "per_cent": "80"})
    assert (answer.status_code, answer["Location"]) == (303, URL)
    assert queries.threshold() == 0.8
    entry = Entry.objects.get(about="classifier")
    assert (entry.verb, entry.facts) == (versions.THRESHOLD_SET, {"threshold": 80})
    said = text(client.get(URL))
    assert "The threshold is set." in said
    assert "Threshold: 80 % · administrator" in said


@pytest.mark.parametrize("typed", ["", "x", "29", "100", "-1", "99999999999999999999"])
def test_a_threshold_that_makes_no_sense_is_refused_with_what_was_typed(typed):
    client = browser("admin")
    answer = client.post(URL, {**unseen(client, URL), "per_cent": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert queries.threshold() == 0.6


def test_an_earlier_version_is_used_again_by_a_button():
    old, new = shelved(), shelved(days=7)
    use(old)
    use(new)
    client = browser("admin")
    page = f"{URL}{old}/"
    assert "Use this version" in client.get(page).content.decode()
    answer = client.post(page, unseen(client, page))
    assert (answer.status_code, answer["Location"]) == (303, URL)
    assert queries.taken() == (old, shelf.sha256(old))
    assert "Use this version" not in client.get(page).content.decode()
    cold = f"{URL}cold-start/"
    assert client.post(cold, unseen(client, cold)).status_code == 303
    assert queries.taken() == ("", "")


def test_a_damaged_version_is_named_and_refused_and_the_one_in_use_stays():
    old, new = shelved(), shelved(days=7)
    use(old)
    page = f"{URL}{new}/"
    client = browser("admin")
    given = unseen(client, page)
    (weights,) = shelf.folder(new).glob("*.npz")
    weights.write_bytes(b"")
    answer = client.post(page, given)
    assert answer.status_code == 422
    assert "is damaged" in text(answer)
    (shelf.folder(new) / store.MANIFEST).write_text("[]")
    assert "Damaged" in text(client.get(URL))
    assert "cannot be read" in text(client.get(page))
    assert queries.taken()[0] == old


def test_a_version_in_use_whose_files_are_gone_is_said_on_the_page():
    version = shelved()
    use(version)
    for path in shelf.folder(version).iterdir():
        path.unlink()
    assert "Until they are brought back" in text(browser("admin").get(URL))


def test_who_decides_on_an_old_page_is_told_so():
    client = browser("admin")
    given = unseen(client, URL)
    use(shelved())
    answer = client.post(URL, {**given, "per_cent": "80"})
    assert answer.status_code == 422
    assert queries.threshold() == 0.6


def test_the_auditor_reads_and_decides_nothing():
    use(shelved())
    client = browser("auditor")
    html = client.get(URL).content.decode()
    assert "Set the threshold" not in html
    assert client.post(URL, {"per_cent": "80"}).status_code == 403


def test_what_was_never_learnt_has_no_page():
    client = browser("admin")
    for name in ("2026-11-23-00000000", "nothing", "..%2Fkeys"):
        assert client.get(f"{URL}{name}/").status_code == 404


def test_the_page_costs_the_same_however_many_versions_there_are(django_assert_num_queries):
    use(shelved())
    client = browser("admin")
    client.get(URL)
    with django_assert_num_queries(16):
        client.get(URL)
    for day in range(1, 4):
        use(shelved(days=day))
    client.get(URL)
    with django_assert_num_queries(16):
        html = client.get(URL).content.decode()
    assert len(set(re.findall(r"/staff/model/(2026[^/]*)/", html))) == 4
