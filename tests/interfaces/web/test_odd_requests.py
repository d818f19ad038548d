"""What only programs send, and what stands around the pages: charsets, addresses, proxies, folders."""

import logging
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as given
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from lianxin.config import environment
from lianxin.foundation.files.models import StoredFile
from lianxin.interfaces.web import accounts
from lianxin.interfaces.web.resident import draft
from lianxin.interfaces.web.resident.deed_forms import AddForm
from lianxin.interfaces.web.resident.report_forms import WhatForm
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene
from tests.make import MONDAY
from tests.registers.duties.town import SYSTEM

pytestmark = pytest.mark.django_db

PASSWORD = "晨光里的桥 2026"
FORM = "application/x-www-form-urlencoded"
CHARSETS = (
    "hex rot13 base64 idna undefined punycode utf-16 unicode_escape raw_unicode_escape utf-7 gbk "
    "latin-1 nonsense"
)


@pytest.fixture(autouse=True)
def tries_begin_anew() -> None:
    """Forget the tries of other tests: all of them come from one address."""
    cache.clear()


@pytest.mark.parametrize("charset", CHARSETS.split())
@pytest.mark.parametrize("path", ["/", "/report/", "/progress/", "/accounts/login/"])
def test_no_charset_but_utf_8_is_read(charset: str, path: str):
    client = Client(headers={"accept-language": "en"})
    answer = client.generic("POST", path, b"what=a&x=%ff", f"{FORM}; charset={charset}")
    assert answer.status_code == 400
    assert "<main" in answer.content.decode()
    assert answer["Content-Security-Policy"].startswith("default-src 'self'")


def test_a_browser_that_was_here_before_gets_the_same_answer():
    client = Client(enforce_csrf_checks=True)
    client.get("/report/")  # sets the token's cookie: only with it is the token looked for
    answer = client.generic("POST", "/report/", b"what=a", f"{FORM}; charset=utf-16")
    assert answer.status_code == 400
    assert "<main" in answer.content.decode()


@pytest.mark.parametrize("charset", ["; charset=utf-8", '; charset="UTF-8"', ""])
def test_utf_8_is_read_whether_it_is_named_or_not(charset: str):
    assert Client().generic("POST", "/report/", b"what=a", FORM + charset).status_code == 422


ENCODED = (
    "charset*=utf-8''utf-8",
    "charset*=nonsense''utf-8",
    "charset*=",
    "charset*0*=idna''%80",
    "x*=utf-8''hex; x*0*=zlib_codec'%80",
    "boundary*=x",
    "charset=a\0b",
)


@pytest.mark.parametrize("parameter", ENCODED)
@pytest.mark.parametrize("path", ["/", "/report/", "/accounts/login/"])
def test_a_parameter_that_django_cannot_read_gets_an_answer_of_ours(parameter: str, path: str):
    from lianxin.config.wsgi import application  # the pages of a web server, once there are any

    def begin(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        began.append((status, dict(headers)))

    began: list[tuple[str, dict[str, str]]] = []
    environ = RequestFactory().generic("POST", path, b"what=a", FORM).environ
    environ |= {"CONTENT_TYPE": f"{FORM}; {parameter}", "HTTP_ACCEPT_LANGUAGE": "en"}
    page = b"".join(application(environ, begin)).decode()
    [(status, headers)] = began
    assert status == "400 Bad Request"
    assert "<main" in page
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("told", ["a\ud800b", "a\x00b", "\udfff"])
def test_a_sign_that_cannot_be_kept_is_refused_and_can_be_shown(told: str):
    for form in (AddForm({"words": told}), WhatForm({"what": told, "kind": "help"})):
        name = "what" if "what" in form.fields else "words"
        with translation.override("en"):
            assert "cannot be kept" in str(form.errors[name])
        str(form).encode()


def test_a_draft_holds_no_sign_that_cannot_be_shown():
    request = RequestFactory().get("/report/")
    request.session = {}  # type: ignore[assignment]  # as much of a session as a draft needs
    draft.keep(request, {"what": "a\ud800\x00b"})
    assert draft.load(request)["what"] == "ab"


@pytest.mark.parametrize(
    "rest",
    [
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/1-set-password/",
        "password/set/",
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/x/",
        "login/code/confirm/",
        "",
    ],
)
def test_of_the_accounts_pages_only_what_staff_need_is_there(rest: str):
    assert Client().get(f"/accounts/{rest}").status_code == 404
    assert Client().post(f"/accounts/{rest}", {"email": "a@example.org"}).status_code == 404


def test_who_forgot_the_password_is_sent_to_the_administrator():
    page = scene.browser().get("/accounts/login/").content.decode()
    assert "password/reset" not in page
    assert "Ask your administrator for a new one." in page


def test_without_an_address_of_a_mail_server_nothing_is_mailed():
    """Say so in a process of its own: tests replace the setting."""
    asked = "from django.conf import settings; print(settings.EMAIL_BACKEND)"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}
    surroundings |= {"LIANXIN_EMAIL_URL": ""}
    said = subprocess.run(  # noqa: S603  our own settings
        [sys.executable, "-c", asked], env=surroundings, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "django.core.mail.backends.dummy.EmailBackend"


def signing_in(username: str = "agent") -> Client:
    """Return a browser of a member of staff who has just signed in with a password."""
    staff = queries.staff_member(username)
    assert staff is not None
    frame: dict[str, Any] = {"by": SYSTEM, "at": MONDAY, "key": "password"}
    orgs.set_password(staff_id=staff.pk, hashed=make_password(PASSWORD), **frame)
    client = scene.browser()
    told = {"login": username, "password": PASSWORD}
    assert client.post("/accounts/login/", told)["Location"] == "/staff/"
    return client


def code_of(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def second_step(client: Client) -> str:
    """Set up the second step of somebody who is signed in, and return its secret."""
    away = client.get(reverse("mfa_activate_totp"))["Location"]
    back = client.post(away, {"password": PASSWORD})
    secret = str(client.get(back["Location"]).context["form"].secret)
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


@pytest.mark.parametrize(("guesses", "is_in"), [(4, True), (5, False)])
def test_the_codes_of_the_second_step_cannot_be_guessed(guesses: int, *, is_in: bool):
    town.built()
    secret, somebody = second_step(signing_in()), scene.browser()
    somebody.post("/accounts/login/", {"login": "agent", "password": PASSWORD})
    for _guess in range(guesses):
        somebody.post(reverse("mfa_authenticate"), {"code": "000000"})
    somebody.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert (somebody.get("/staff/").status_code == 200) is is_in


def test_the_second_step_is_set_up_used_and_taken_away_again():
    town.built()
    client = signing_in()
    away = client.get(reverse("mfa_activate_totp"))["Location"]
    assert away.startswith(reverse("account_reauthenticate"))
    assert client.get(away).status_code == 200
    back = client.post(away, {"password": PASSWORD})
    page = client.get(back["Location"])
    assert page.status_code == 200
    assert page["Content-Security-Policy"].endswith("; img-src 'self' data:")  # the secret to scan
    secret = page.context["form"].secret

    activated = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert activated["Location"] == reverse("mfa_view_recovery_codes")
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200
    for name in ("mfa_reauthenticate", "mfa_deactivate_totp"):
        assert client.get(reverse(name)).status_code == 200
    other = scene.browser()
    first = other.post("/accounts/login/", {"login": "agent", "password": PASSWORD})
    assert first["Location"] == reverse("mfa_authenticate")
    assert other.get(first["Location"]).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp"))["Location"] == reverse("mfa_index")


def test_an_account_that_was_closed_is_told_so():
    assert Client().get(reverse("account_inactive")).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "claimed", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9 , 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_behind_proxies_an_address_is_the_one_that_the_outermost_of_ours_saw(
    settings: Any, proxies: int, claimed: str, address: str
):
    settings.LIANXIN_PROXIES = proxies
    headers = {"x-forwarded-for": claimed}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers=headers)
    assert accounts.client_address(request) == address
    assert accounts.Adapter(request).get_client_ip(request) == address


def test_a_count_of_proxies_is_a_count(monkeypatch: pytest.MonkeyPatch):
    assert environment.proxies() == 0
    monkeypatch.setenv("LIANXIN_PROXIES", "2")
    assert environment.proxies() == 2
    for wrong in ("-1", "two", "1.5"):
        monkeypatch.setenv("LIANXIN_PROXIES", wrong)
        with pytest.raises(environment.Misconfigured, match="LIANXIN_PROXIES"):
            environment.proxies()


def test_wrong_passwords_count_for_one_name_however_it_is_written():
    town.built()
    signing_in("caller")
    client = scene.browser()
    names = ["caller", "Caller", " CALLER ", "cALLER"]
    for number in range(given.AXES_FAILURE_LIMIT):
        wrong = {"login": names[number % len(names)], "password": f"wrong {number}"}
        answer = client.post("/accounts/login/", wrong)
    assert answer.status_code == 429
    right = {"login": "caller", "password": PASSWORD}
    held = client.post("/accounts/login/", right)
    assert held.status_code == 429
    assert "a quarter of an hour" in held.content.decode()
    assert timedelta(hours=given.AXES_COOLOFF_TIME) == timedelta(minutes=15)


def test_nobody_holds_a_name_out_and_seven_slips_are_forgiven():
    town.built()
    signing_in("caller")
    stranger, owner = scene.browser(), scene.browser()
    right = {"login": "caller", "password": PASSWORD}
    for number in range(given.AXES_FAILURE_LIMIT):
        wrong = {"login": "caller", "password": f"wrong {number}"}
        held = stranger.post("/accounts/login/", wrong, REMOTE_ADDR="192.0.2.1")
        if number < given.AXES_FAILURE_LIMIT - 1:
            owner.post("/accounts/login/", wrong)
    assert held.status_code == 429
    assert stranger.post("/accounts/login/", right, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert owner.post("/accounts/login/", right)["Location"] == "/staff/"


def test_a_file_that_is_gone_from_the_disk_is_not_found_and_said_in_the_log(
    caplog: pytest.LogCaptureFixture,
):
    town.built()
    ticket = scene.received()
    photo = StoredFile.objects.get(about_id=ticket.pk)
    default_storage.delete(photo.path)
    with caplog.at_level(logging.WARNING, logger="lianxin"):
        answer = scene.browser("agent").get(f"/files/{photo.pk}/")
    assert answer.status_code == 404
    assert str(photo.pk) in caplog.text


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}


def test_the_data_folder_is_for_nobody_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("LIANXIN_DATA_DIR", str(tmp_path / "data"))
    assert modes(environment.data_dir()) == {0o700}


def test_what_is_uploaded_can_be_read_by_nobody_else_on_the_machine(settings: Any):
    town.built()
    scene.received()
    assert modes(Path(settings.MEDIA_ROOT)) == {0o600, 0o700}


def test_a_verb_writes_nothing_that_others_can_read(tmp_path: Path):
    surroundings = {**os.environ, "LIANXIN_DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": ""}
    told = [sys.executable, "-m", "lianxin", "keys", "--add", "vault"]
    asked = [sys.executable, "-m", "lianxin", "migrate", "contenttypes", "--verbosity=0"]
    for command in (told, asked):
        subprocess.run(command, env=surroundings, check=True, capture_output=True)  # noqa: S603
    assert all(mode & 0o077 == 0 for mode in modes(tmp_path / "data"))
