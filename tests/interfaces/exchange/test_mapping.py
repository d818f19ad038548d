"""Mappings: what they say, and that every fault is named with its key."""

from pathlib import Path

import pytest

import lianxin.interfaces.exchange
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.exchange import mapping, refusals
from lianxin.interfaces.exchange.coordinates import Crs

EXAMPLES = Path(lianxin.interfaces.exchange.__file__).parent / "examples"
LEAST = "source: hall\nid: no\nopened: time\nwhat: text\n"


def load(folder: Path, text: str | bytes) -> mapping.TicketMap:
    path = folder / "map.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return mapping.load(path)


def test_the_least_mapping_names_four_things(tmp_path):
    found = load(tmp_path, LEAST)
    assert (found.source, found.id, found.opened.column) == ("hall", "no", "time")
    assert found.zone.key == "Asia/Shanghai"
    assert found.columns() == {"no", "time", "text"}


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda p: p.stem)
def test_the_examples_are_mappings(example):
    assert mapping.load(example).columns()


def test_everything_that_a_mapping_may_say_is_read(tmp_path):
    found = load(
        tmp_path,
        """
source: hall.2019
id: no
time_zone: America/New_York
what: [title, text]
where: [street]
point: {longitude: x, latitude: y, crs: BD-09}
kind: {column: kind, map: {咨询: inquiry, "01": help}, otherwise: complaint}
privacy: confidential
category: {column: type, map: {lamp: lighting.lamp}, otherwise: ""}
division: {column: code}
unit: {column: office, map: {A: lamps}}
status: {column: status, map: {已解决: resolved, 办理中: open, 撤回: withdrawn, 办结: closed}}
opened: {column: time, formats: ["%d.%m.%Y", "%d.%m.%Y %H:%M"]}
deadline: due
dispatched: sent
replied: {at: answered, text: [answer, more]}
closed: {at: {column: closed, formats: "%d.%m.%Y"}, text: result}
""",
    )
    assert found.point == mapping.Point(longitude="x", latitude="y", crs=Crs.BD09)
    assert found.kind.of({"kind": "01"}) == "help"
    assert found.kind.of({"kind": "什么"}) == "complaint"
    assert found.category.of({"type": "road"}) == ""
    assert found.division.of({"code": "990101"}) == "990101"
    assert found.unit.of({"office": ""}) == ""
    with pytest.raises(refusals.UnknownValue):
        found.unit.of({"office": "B"})
    assert found.what.of({"title": "灯", "text": "灯"}) == "灯"
    assert found.what.of({"title": "灯", "text": "不亮"}) == "灯\n不亮"
    names = "no title text street x y kind type code office status time due sent answered answer"
    assert found.columns() == {*names.split(), "more", "closed", "result"}


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("", "map-not-a-section", ""),
        ("- a\n", "map-not-a-section", ""),
        ("id: no\n", "map-key-missing", "what"),
        ("id: no\nwhat: text\n", "map-key-missing", "source"),
        (LEAST.replace("hall", "Rathaus Süd"), "map-wrong-value", "source"),
        (LEAST.replace("opened: time\n", ""), "map-key-missing", "opened"),
        (LEAST.replace("opened: time", "opened: [time]"), "map-key-missing", "opened"),
        (LEAST.replace("text", "[text, {a: b}]"), "map-not-a-list", "what"),
        (LEAST + "titel: t\n", "map-key-unknown", "titel"),
        (LEAST + "time_zone: Mars/Olympus\n", "map-wrong-value", "time_zone"),
        (LEAST + "time_zone: ../secret\n", "map-wrong-value", "time_zone"),
        (LEAST + "kind: moan\n", "map-wrong-value", "kind"),
        (LEAST + "kind: {column: k, map: {a: moan}}\n", "map-wrong-value", "kind.map.a"),
        (LEAST + "kind: {column: k, otherwise: x}\n", "map-wrong-value", "kind.otherwise"),
        (LEAST + "kind: {map: {a: help}}\n", "map-key-missing", "kind.column"),
        (LEAST + "kind: {column: k, default: help}\n", "map-key-unknown", "kind.default"),
        (LEAST + "kind: [help]\n", "map-not-a-text", "kind"),
        (LEAST + "unit: {column: k, map: [a]}\n", "map-not-a-section", "unit.map"),
        (LEAST + "unit: {column: k, map: {a: [b]}}\n", "map-not-a-text", "unit.map.a"),
        (LEAST + "point: {longitude: x, latitude: y}\n", "map-key-missing", "point.crs"),
        (
            LEAST + "point: {longitude: x, latitude: y, crs: Mars}\n",
            "map-wrong-value",
            "point.crs",
        ),
        (LEAST + "closed: {text: t}\n", "map-key-missing", "closed.at"),
        (LEAST + "replied: {at: t, who: w}\n", "map-key-unknown", "replied.who"),
        (LEAST + "deadline: {column: d, formats: '%Q'}\n", "map-wrong-value", "deadline.formats"),
        (LEAST + "status: {column: s, map: {a: done}}\n", "map-wrong-value", "status.map.a"),
    ],
)
def test_every_fault_is_named_with_its_key(tmp_path, text, code, key):
    with pytest.raises(Refusal) as refused:
        load(tmp_path, text)
    assert (refused.value.code, refused.value.facts["key"]) == (code, key)
    assert words.of(refused.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (LEAST + "kind: {column: k\n", 6),
        (LEAST + "where: a\nwhere: b\n", 1),
        (LEAST + "unit:\n  column: k\n  map:\n    a: b\n    a: c\n", 8),
        (LEAST.encode() + "where: 地点\n".encode("gbk"), 1),
        (LEAST + "where: \t@\n", 5),
    ],
)
def test_what_is_no_yaml_or_says_a_key_twice_is_refused_by_line(tmp_path, text, line):
    with pytest.raises(refusals.MapUnreadable) as refused:
        load(tmp_path, text)
    assert refused.value.facts == {"line": line}


def test_a_mapping_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(refusals.FileNotFound):
        mapping.load(tmp_path / "nothing.yaml")
