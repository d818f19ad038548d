"""Reading a YAML file section by section, so that every fault can be refused with its key."""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from lianxin.interfaces.exchange import refusals
from lianxin.interfaces.exchange.tables import size_of

SOME_DAY = datetime(2019, 4, 24, 16, 3, 40, tzinfo=UTC)  # any will do to try a format on


class Section:
    """A part of the file under a key; what is asked of it is there and fits, or is refused."""

    def __init__(self, said: object, key: str = "") -> None:
        if not isinstance(said, dict):
            raise refusals.MapNotASection(key=key)
        self.said: dict[str, object] = said
        self.key = key

    def path(self, name: str) -> str:
        """Return the whole key of a name, as a person finds it in the file."""
        return f"{self.key}.{name}" if self.key else name

    def only(self, *known: str) -> "Section":
        """Return the section itself, or refuse a key that nobody would read."""
        for name in self.said:
            if name not in known:
                raise refusals.MapKeyUnknown(key=self.path(name), known=", ".join(known))
        return self

    def part(self, name: str) -> "Section | None":
        """Return the section under a name, if there is one."""
        return Section(self.said[name], self.path(name)) if name in self.said else None

    def text(self, name: str, default: str = "") -> str:
        """Return the text under a name, or refuse where there is none."""
        found = self.said.get(name, default)
        if not isinstance(found, str) or not found:
            raise refusals.MapKeyMissing(key=self.path(name))
        return found

    def plain(self, name: str) -> str | None:
        """Return the text under a name, which may be empty; None where nothing is said."""
        found = self.said.get(name)
        if found is not None and not isinstance(found, str):
            raise refusals.MapNotAText(key=self.path(name))
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, or one text as a list; nothing said is an empty one."""
        found = self.said.get(name, [])
        listed = [found] if isinstance(found, str) else found
        if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
            raise refusals.MapNotAList(key=self.path(name))
        return tuple(listed)

    def formats(self, name: str) -> tuple[str, ...]:
        """Return formats of moments, each of which must be able to read what it writes."""
        for one in self.texts(name):
            try:
                datetime.strptime(SOME_DAY.strftime(one), one)  # noqa: DTZ007  only tried
            except ValueError as fault:
                raise self.wrong(name, one, "%d/%m/%Y %H:%M") from fault
        return self.texts(name)

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """Return a text that is of a form."""
        found = self.text(name)
        if not pattern.fullmatch(found):
            raise self.wrong(name, found, pattern.pattern)
        return found

    def zone(self, name: str, default: str) -> ZoneInfo:
        """Return a time zone by its name in the tz database."""
        found = self.text(name, default)
        try:
            return ZoneInfo(found)
        except (KeyError, ValueError, OSError) as fault:
            raise self.wrong(name, found, default) from fault

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        """Return a text that is one of a few."""
        found = self.text(name)
        if found not in allowed:
            raise self.wrong(name, found, ", ".join(allowed))
        return found

    def wrong(self, name: str, value: str, allowed: str) -> refusals.MapWrongValue:
        """Return the refusal of a value, to be raised."""
        return refusals.MapWrongValue(key=self.path(name), value=value[:60], allowed=allowed)


class _Texts(yaml.BaseLoader):
    """Knows no tags and takes every value as the text that stands there: "01" stays "01"."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  as PyYAML calls it
        """Return a section, or refuse one that says a key twice."""
        found = super().construct_mapping(node, deep=deep)
        if len(found) != len(node.value):
            raise refusals.MapUnreadable(line=node.start_mark.line + 1)
        return found


def load(path: Path) -> Section:
    """Return a whole file as a section, or refuse one that is not YAML."""
    size_of(path, limit=1)
    try:
        return Section(yaml.load(path.read_bytes(), Loader=_Texts))  # noqa: S506  see _Texts
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise refusals.MapUnreadable(line=mark.line + 1 if mark else 1) from fault
