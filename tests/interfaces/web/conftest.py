"""Pages in tests take styles and scripts from where they are built, without collecting them first."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def static_files_as_they_are_built(settings: Any) -> None:
    """Name static files plainly; whether they are there is a matter of the browser's tests."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    settings.WHITENOISE_AUTOREFRESH = True
