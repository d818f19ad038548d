"""Every wall of the house holds: each contract of the imports is seen to break on a planted import."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lianxin

ROOT = Path(lianxin.__file__).parent
REPOSITORY = ROOT.parent
LINTER = Path(sys.executable).with_name("lint-imports")

# For each contract a file, and the import that must not stand in it.
PLANTED = {
    "Imports go down the house": (
        "registers/orgs/queries/units.py",
        "from lianxin.casework.tickets import queries as planted",
    ),
    "Interfaces: jobs stands on the pages and the API, these on the files they exchange": (
        "interfaces/exchange/tables.py",
        "from lianxin.interfaces.web import labels as planted",
    ),
    "Followers are strangers to each other": (
        "followers/rewards/__init__.py",
        "from lianxin.followers import notifications as planted",
    ),
    "Casework stands on tickets, tickets on matters; the rest are strangers": (
        "casework/matters/__init__.py",
        "from lianxin.casework import tickets as planted",
    ),
    "Registers, from the particular to the general": (
        "registers/policies/queries.py",
        "from lianxin.registers.orgs import queries as planted",
    ),
    "Foundation: ledger on actor, actor on refusal, the clock and text": (
        "foundation/refusal.py",
        "from lianxin.foundation import actor as planted",
    ),
    "Inside an area: actions, queries, models, rules, and nothing else": (
        "registers/policies/models.py",
        "from lianxin.registers.policies import queries as planted",
    ),
    "Inside foundation and followers: the same order, with modules of their own craft": (
        "foundation/ledger/rules.py",
        "from lianxin.foundation.ledger import models as planted",
    ),
    "Only interfaces and other actions call actions": (
        "casework/tickets/queries/desks.py",
        "from lianxin.registers.orgs import actions as planted",
    ),
    "Rules are pure": ("casework/tickets/rules/checks.py", "import django as planted"),
    "Interfaces never touch tables": (
        "interfaces/web/labels.py",
        "from lianxin.casework.tickets import models as planted",
    ),
    "Only followers and interfaces reach the network": (
        "registers/orgs/queries/units.py",
        "import smtplib as planted",
    ),
}


def contracts() -> list[str]:
    """Return the names of all contracts."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def test_no_contract_goes_untried():
    assert set(contracts()) == set(PLANTED)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the house in which walls may be broken."""
    copy = tmp_path_factory.mktemp("house")
    left_out = shutil.ignore_patterns("assets", "static", "demo_city", "__pycache__", "*.mo")
    shutil.copytree(ROOT, copy / "lianxin", ignore=left_out)
    shutil.copy(REPOSITORY / "pyproject.toml", copy)
    return copy


def broken(house: Path, name: str) -> bool:
    done = subprocess.run(  # noqa: S603  our own linter
        [LINTER, "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(house), "COLUMNS": "200", "PATH": "/usr/bin:/bin"},
    )
    said = "".join(done.stdout.split())
    return f"{''.join(name.split())}BROKEN" in said


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_planted_import_breaks_its_contract(house: Path, name: str):
    place, planted = PLANTED[name]
    path = house / "lianxin" / place
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{planted}\n")
    try:
        assert broken(house, name)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before)
