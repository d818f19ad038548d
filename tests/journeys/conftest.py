"""What journeys in a browser stand on: pages served with their styles, and Playwright beside the database."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test.utils import override_settings
from playwright.sync_api import expect


@pytest.fixture(scope="session", autouse=True)
def served_as_built() -> Iterator[None]:
    """Serve styles and scripts from where they are built, before the live server starts."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Wait for what is to appear as long as for a page: a machine with much to do is no fault."""
    expect.set_options(timeout=60_000)


@pytest.fixture(scope="session", autouse=True)
def database_beside_the_loop() -> Iterator[None]:
    """Let tests use the database beside Playwright's loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
