"""What imports cannot show about the shape of the house; each check is seen to fail on a planted fault."""

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps

import lianxin
from lianxin.casework.tickets.rules import moves
from lianxin.foundation.ledger.rules import verbs
from lianxin.foundation.refusal import Refusal, code_of
from lianxin.foundation.words.sentences import SENTENCES
from lianxin.interfaces.web.staff.words import IDLE
from lianxin.registers.policies.rules import Figure
from lianxin.registers.policies.rules import Step as Line

ROOT = Path(lianxin.__file__).parent
REPOSITORY = ROOT.parent
BELOW_THE_CLOCK = ("foundation", "registers", "casework", "followers")
CLOCK = {
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.monotonic",
    "functions.Now",
    "Now",
}
LONGEST_FILE = 300  # lines


def sources(*floors: str) -> list[Path]:
    folders = [ROOT / floor for floor in floors] if floors else [ROOT]
    return [
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts and "node_modules" not in path.parts
    ]


def dotted(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""


def clock_readings(source: str) -> list[str]:
    """Return the calls that read the clock, and the field options that do so by themselves."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name in CLOCK or any(name.endswith(f".{one}") for one in CLOCK):
                found.append(name)
            found += [
                word.arg for word in node.keywords if word.arg in ("auto_now", "auto_now_add")
            ]
    return found


@pytest.mark.parametrize(
    "planted", ["at = timezone.now()", "x = datetime.datetime.now(UTC)", "F(auto_now=True)"]
)
def test_the_check_of_the_clock_finds_a_planted_reading(planted):
    assert clock_readings(planted)


def test_only_interfaces_read_the_clock():
    readings = {path: clock_readings(path.read_text()) for path in sources(*BELOW_THE_CLOCK)}
    assert {str(path): found for path, found in readings.items() if found} == {}


def test_no_file_is_longer_than_a_reader_can_hold():
    long = {
        str(path): lines
        for path in sources()
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def modules(part: str) -> Iterator[str]:
    for found in pkgutil.walk_packages(lianxin.__path__, "lianxin."):
        if part in found.name.split(".") and "migrations" not in found.name:
            yield found.name


def not_a_deed(function: object) -> str:
    """Return what a function that writes an entry lacks of being an action."""
    signature = inspect.signature(function)  # type: ignore[arg-type]
    if not hasattr(function, "__wrapped__"):
        return "is not wrapped by ledger.deed"
    if any(one.kind is not one.KEYWORD_ONLY for one in signature.parameters.values()):
        return "takes positional arguments"
    if not {"by", "key"} <= signature.parameters.keys():
        return "does not say by whom and under which key"
    return ""


def test_the_check_of_actions_finds_a_planted_one():
    def planted(by, key): ...

    assert not_a_deed(planted)


def test_every_public_action_is_a_deed_with_keywords_only():
    wrong = {}
    for name in modules("actions"):
        if ".casework." not in name and ".registers." not in name:
            continue
        module = importlib.import_module(name)
        for title, function in vars(module).items():
            public = inspect.isfunction(function) and not title.startswith("_")
            returns_entry = public and "Entry" in str(inspect.signature(function).return_annotation)
            records = public and "by" in inspect.signature(function).parameters
            frame = name.endswith((".frame", ".handing"))
            acts = returns_entry and records and function.__module__ == name and not frame
            if acts and (lack := not_a_deed(function)):
                wrong[f"{name}.{title}"] = lack
    assert wrong == {}


def test_a_verb_is_spelled_once_where_it_is_declared():
    for name in modules("rules"):
        importlib.import_module(name)
    spelled = {
        f"{path.relative_to(ROOT)}:{node.lineno}": node.value
        for path in sources()
        if "rules" not in path.parts and path.name != "rules.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and node.value in verbs()
    }
    assert spelled == {}


def refusals() -> set[type[Refusal]]:
    for name in [*modules("rules"), *modules("refusals"), *modules("files"), *modules("exchange")]:
        importlib.import_module(name)
    found, left = set(), [Refusal]
    while left:
        kind = left.pop()
        found.add(kind)
        left += kind.__subclasses__()
    return {kind for kind in found if kind.__module__.startswith("lianxin.")} - {Refusal}


def test_no_two_refusals_share_a_code():
    codes = [code_of(kind) for kind in refusals()]
    assert sorted(codes) == sorted(set(codes))


def test_every_refusal_has_its_sentence():
    assert {code_of(kind) for kind in refusals()} - SENTENCES.keys() == set()


def chinese() -> dict[str, str]:
    """Return every translation there is, from all catalogues."""
    found: dict[str, str] = {}
    for path in ROOT.rglob("zh_Hans/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_Hans"):
                msgid = message.id if isinstance(message.id, str) else message.id[0]
                if msgid:
                    found[msgid] = str(message.string or "")
    return found


def test_every_sentence_of_a_refusal_is_translated():
    known = chinese()
    assert {sentence for sentence in SENTENCES.values() if not known.get(sentence)} == set()


def test_a_translation_keeps_the_placeholders():
    holes = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    torn = {
        msgid: text
        for msgid, text in chinese().items()
        if text and set(holes.findall(msgid)) != set(holes.findall(text))
    }
    assert torn == {}


def test_generated_documents_are_current():
    # in a process of its own: tests declare verbs too
    command = [sys.executable, "-m", "lianxin", "document", "--check"]
    done = subprocess.run(  # noqa: S603  our own command
        command, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run `lianxin document`: {done.stdout}{done.stderr}"


def idle() -> set[Line | Figure]:
    """Return the lines of a profile of limits that no code but that of the profiles names."""
    code = "".join(
        path.read_text()
        for path in sources()
        if "policies" not in path.parts and path.name not in ("moves.py", "words.py")
    )
    built = {move.limit for move in moves.TABLE if move.verb}
    lines = {*Line, *Figure} - built
    return {one for one in lines if not re.search(rf"\.{one.name}\b", code)}


def test_the_page_of_limits_says_which_lines_nothing_goes_by():
    assert idle() == IDLE


def test_every_migration_has_a_name_that_says_what_it_does():
    ours = [config for config in apps.get_app_configs() if config.name.startswith("lianxin.")]
    paths = [path for config in ours for path in Path(config.path, "migrations").glob("0*.py")]
    assert len(paths) > len(ours) / 2
    for path in paths:
        assert "auto" not in path.stem, path
        assert "from lianxin" not in path.read_text(), path


def test_no_path_of_a_machine_and_no_host_of_a_registry_stands_in_the_project():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    telling = re.compile(
        "/" + r"work/|regi" + r"stry\.npmjs|pypi\." + r"org|files\.python" + "hosted"
    )
    found = []
    for name in filter(None, listed):
        path = REPOSITORY / name
        text = path.is_file() and path.suffix not in {".png", ".jpg", ".svg"}
        if text and telling.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(name)
    assert found == []
