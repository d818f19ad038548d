"""Two requests of one browser at once: neither takes back what the other wrote into the session."""

import pytest
from django.contrib.sessions.backends.base import UpdateError

from lianxin.interfaces.web.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    made = SessionStore()
    made.update({"post": 1, "scope": "s", "language": "en"})
    made.save()
    assert made.session_key
    return made.session_key


def opened(key: str) -> SessionStore:
    """Return the session as a request that begins now reads it."""
    store = SessionStore(key)
    assert "scope" in store
    return store


def test_what_two_requests_changed_is_there_after_both(key: str):
    slow, quick = opened(key), opened(key)
    quick["what"] = "长堤路的路灯坏了"
    quick["post"] = 2
    del quick["language"]
    quick.save()
    slow["photo"] = "lamp.jpg"
    slow.save()
    assert dict(opened(key).items()) == {
        "post": 2,
        "scope": "s",
        "what": "长堤路的路灯坏了",
        "photo": "lamp.jpg",
    }


def test_the_later_of_two_that_changed_one_thing_wins(key: str):
    slow, quick = opened(key), opened(key)
    quick["post"], slow["post"] = 2, 3
    quick.save()
    slow.save()
    assert opened(key)["post"] == 3
    assert slow["post"] == 3


def test_a_request_that_saves_twice_sees_what_came_between(key: str):
    slow, quick = opened(key), opened(key)
    slow["photo"] = "lamp.jpg"
    slow.save()
    quick["what"] = "x"
    quick.save()
    slow["photo"] = "lamp2.jpg"
    slow.save()
    assert (slow["what"], slow["photo"]) == ("x", "lamp2.jpg")


def test_nothing_of_a_session_that_was_left_comes_into_the_new_one(key: str):
    slow, leaving = opened(key), opened(key)
    leaving.flush()
    leaving["scope"] = "new"
    leaving.save()
    slow["photo"] = "lamp.jpg"
    with pytest.raises(UpdateError):
        slow.save()
    assert dict(opened(str(leaving.session_key)).items()) == {"scope": "new"}
