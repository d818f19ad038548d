"""What the console says of its verbs: in the language of the terminal, and all of it in both."""

import re
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from lianxin.interfaces import jobs
from lianxin.interfaces.jobs import language, main
from lianxin.interfaces.jobs.management import commands

OURS = [verb.split()[0] for verb, _what in main.VERBS if verb != "migrate"]  # which is Django's
CHINESE = re.compile("[\u4e00-\u9fff]")


def speak(monkeypatch: pytest.MonkeyPatch, tongue: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", tongue)


def test_the_list_of_verbs_is_in_the_language_of_the_terminal(monkeypatch):
    speak(monkeypatch, "en_GB.UTF-8")
    english = main.told()
    assert "  lianxin import KIND FILE  divisions, units," in english
    assert not CHINESE.search(english)
    speak(monkeypatch, "zh_CN.UTF-8")
    chinese = main.told()
    assert "  lianxin serve             网页服务\n" in chinese
    assert all(CHINESE.search(line) for line in chinese.splitlines() if line)


@pytest.mark.parametrize("verb", OURS)
def test_a_verb_explains_itself_and_each_of_its_options_in_both(monkeypatch, verb: str):
    django = {one.dest for one in BaseCommand().create_parser("lianxin", verb)._actions}
    for tongue, is_chinese in (("C.UTF-8", False), ("zh_CN.UTF-8", True)):
        speak(monkeypatch, tongue)
        command = import_module(f"{commands.__name__}.{verb}").Command()
        parser = command.create_parser("lianxin", verb)
        own = [one.help for one in parser._actions if one.dest not in django and one.help]
        for said in (parser.description, *own):
            assert bool(CHINESE.search(str(said))) is is_chinese, said


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["verify", "keys"])
def test_what_a_verb_found_is_said_in_the_language_of_the_terminal(monkeypatch, verb: str):
    for spoken, is_chinese in (("C.UTF-8", False), ("zh_CN.UTF-8", True)):
        speak(monkeypatch, spoken)
        out = StringIO()
        call_command(verb, stdout=out)
        assert bool(CHINESE.search(out.getvalue())) is is_chinese, out.getvalue()


@pytest.mark.django_db
def test_setup_says_what_is_missing_in_the_language_of_the_terminal(monkeypatch):
    for spoken, said in (("C.UTF-8", "--city needs"), ("zh_CN.UTF-8", "必须同时给出")):
        speak(monkeypatch, spoken)
        with pytest.raises(CommandError, match=said):
            call_command("setup", city="990100000000")


def test_what_a_progress_bar_counts_is_said_in_the_language_of_the_terminal(monkeypatch):
    speak(monkeypatch, "zh_CN.UTF-8")
    sources = [one.read_text() for one in Path(jobs.__file__).parent.rglob("*.py")]
    counted = {one for source in sources for one in re.findall(r'\bbar\("([^"]+)"', source)}
    assert len(counted) > 5
    assert [one for one in counted if not CHINESE.search(language.spoken(one))] == []
