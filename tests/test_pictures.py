"""Every picture that a text shows is made by `make screenshots`, from a page that exists, and is light."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.urls import resolve

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"(?<=\()(?:[\w./-]*pictures/)?([\w-]+)\.png\)")
TEXTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "lianxin/interfaces/web/help/written").rglob("*.md"),
]


@pytest.fixture(scope="module")
def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots", ROOT / "scripts/screenshots.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["screenshots"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def shown() -> set[str]:
    """Return the names of all pictures that a text shows or leads to."""
    return {name for path in TEXTS for name in NAMED.findall(path.read_text(encoding="utf-8"))}


def test_every_picture_is_made_by_the_command_and_every_one_made_is_shown(program: ModuleType):
    made = {shot.name for shot in program.SHOTS}
    assert shown() == made
    assert {path.stem for path in (ROOT / "docs/pictures").iterdir()} == made
    assert len(made) == len(program.SHOTS)


def test_each_is_taken_from_a_page_that_exists(program: ModuleType):
    for shot in program.SHOTS:
        resolve(shot.address.format(number="0000000001", ticket="0000000001"))


def test_they_are_light(program: ModuleType):
    for path in (ROOT / "docs/pictures").iterdir():
        assert path.stat().st_size <= program.LARGEST, path.name


def test_make_takes_them():
    makefile = (ROOT / "Makefile").read_text()
    assert "screenshots:" in makefile
    assert "pictures:" not in makefile
