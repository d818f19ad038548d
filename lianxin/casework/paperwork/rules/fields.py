"""What a table asks for: its fields, when two of them are the same, and what none may ask about a person."""

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from lianxin.casework.paperwork.rules.refusals import (
    FieldDeclined,
    FieldFigureUnknown,
    FieldTooLong,
    FieldTwice,
    NoFields,
)
from lianxin.casework.paperwork.rules.words import Kind, Topic
from lianxin.foundation.refusal import WordsMissing
from lianxin.foundation.text import says_anything

MOST = 60  # fields of a table
LONGEST_NAME = 60
LONGEST_MEANING = 300

# Words that show what a field asks about a person. A list cannot know everything: whoever checks a
# table looks at each field as well.
DECLINED: Mapping[Topic, Sequence[str]] = {
    Topic.ETHNICITY: ("民族", "族别", "族裔", "少数民族", "ethnicity", "ethnic"),
    Topic.RELIGION: ("宗教", "信教", "信仰", "教徒", "信徒", "教派", "religio", "faith"),
    Topic.POLITICS: (
        "政治面貌",
        "政治身份",
        "政治倾向",
        "政治表现",
        "党派",
        "党员",
        "党龄",
        "团员",
        "political",
        "party member",
    ),
    Topic.HEALTH: (
        "健康状况",
        "健康码",
        "身体状况",
        "疾病",
        "病史",
        "病情",
        "病历",
        "患病",
        "慢性病",
        "传染病",
        "精神障碍",
        "精神病",
        "残疾",
        "孕产",
        "怀孕",
        "体检",
        "疫苗",
        "体温",
        "health",
        "disease",
        "illness",
        "disabilit",
        "pregnan",
        "vaccin",
    ),
    Topic.ATTENDANCE: ("出勤", "考勤", "签到", "打卡", "到会", "缺勤", "attendance"),
    Topic.STUDY: (
        "学习时长",
        "学习积分",
        "学习次数",
        "学习情况",
        "学习记录",
        "学习笔记",
        "学习心得",
        "心得体会",
        "学时",
        "study",
    ),
}
_SPACE = re.compile(r"[\s\W_]+")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a table; `figure` is that of the catalogue which fills it, of a category if one is named."""

    code: str
    name: str
    kind: Kind
    meaning: str = ""
    figure: str = ""
    category_id: int | None = None

    @property
    def same(self) -> str:
        """Return what two fields share that ask for the same.

        A figure of the ledger is the same whatever it is called; what people type is the same under
        the same name and kind, however wide its letters and whatever signs stand between them.
        """
        if self.figure:
            return f"figure:{self.figure}:{self.category_id or ''}"
        return f"{self.kind}:{plain(self.name)}"


def plain(name: str) -> str:
    """Return a name without what does not tell it from another one: width, case, spaces, signs."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name).casefold())


def checked(asked: Sequence[Field], *, figures: Collection[str]) -> tuple[Field, ...]:
    """Return the fields of a table with their codes, or refuse what does not make one."""
    if not 0 < len(asked) <= MOST:
        raise NoFields(most=MOST)
    numbered = tuple(
        Field(**{**asdict(one), "code": f"f{number}", "name": one.name.strip()})
        for number, one in enumerate(asked, 1)
    )
    for one in numbered:
        _one(one, figures)
    if len({one.same for one in numbered}) < len(numbered):
        raise FieldTwice
    return numbered


def _one(field: Field, figures: Collection[str]) -> None:
    if not says_anything(field.name) or not plain(field.name):
        raise WordsMissing
    if len(field.name) > LONGEST_NAME or len(field.meaning) > LONGEST_MEANING:
        raise FieldTooLong(name=LONGEST_NAME, meaning=LONGEST_MEANING)
    if field.figure and (field.figure not in figures or field.kind is not Kind.NUMBER):
        raise FieldFigureUnknown(figure=field.figure)
    if found := declined(f"{field.name} {field.meaning}"):
        topic, word = found
        raise FieldDeclined(topic=topic, word=word)


def declined(said: str) -> tuple[Topic, str] | None:
    """Return which topic that no table asks about a person a text touches, and by which word."""
    text = plain(said)
    found = ((topic, word) for topic, words in DECLINED.items() for word in words)
    return next(((topic, word) for topic, word in found if plain(word) in text), None)


def written(fields: Sequence[Field]) -> str:
    """Return fields as the words of an entry."""
    return json.dumps([asdict(one) for one in fields], ensure_ascii=False)


def read(said: str) -> tuple[Field, ...]:
    """Return the fields that an entry's words tell of."""
    told = json.loads(said or "[]")
    return tuple(Field(**{**one, "kind": Kind(one["kind"])}) for one in told)
