"""A reply before it leaves: what a reader would miss in it, and where. It warns; a person decides."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lianxin.followers.triage.rules import manner
from lianxin.followers.triage.rules.replies import echo, passing, points, signs

HEAD = 40  # signs with which a text without a title says what it is about

Spans = tuple[tuple[int, int], ...]


class Miss(StrEnum):
    """What a reply may lack."""

    PASSED_ON = "passed_on"  # 只说已转办
    NOT_THIS = "not_this"  # 未针对本诉求
    UNANSWERED = "unanswered"  # 有诉求点未回应
    NO_DEED = "no_deed"  # 未说明做了什么
    NO_DAY = "no_day"  # 未说明何时完成
    PAST_DAY = "past_day"  # 承诺的日期已过
    NO_BASIS = "no_basis"  # 拒绝而未引依据
    RUDE = "rude"  # 用语不当
    PERSONAL = "personal"  # 含个人信息


class Kind(StrEnum):
    """What kind of answer it is."""

    REPLY = "reply"  # of the unit that worked on it: what was done is what it is about
    ANSWER = "answer"  # at once, to a question
    MATTER = "matter"  # to all who joined: what each asked stands in their own requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What may be missing, where in the reply it shows, and which words of the request it is about."""

    miss: Miss
    spans: Spans = ()
    asked: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a reply answers: its title and its own words."""

    title: str
    detail: str

    @classmethod
    def told(cls, text: str) -> "Request":
        """Return a request that was told in one text: what it says first is what it is about."""
        return cls(title=text[:HEAD], detail=text)


def passed_on(reply: str) -> bool:
    """Tell whether a reply says only that the request came in or was passed on."""
    return bool(passing.places(reply))


def check(
    reply: str, request: Request, *, kind: Kind, on: date, names: Collection[str] = ()
) -> tuple[Hint, ...]:
    """Return what a reader of a reply may miss in it; `names` are those that must not stand there."""
    said = manner.plain(reply)
    if places := passing.places(reply):
        found = [Hint(miss=Miss.PASSED_ON, spans=places)]
    else:
        found = [*_about(reply, request, kind), *_done(said, kind, on)]
    found += [
        Hint(miss=miss, spans=manner.merged(spans))
        for miss, spans in (
            (Miss.NO_BASIS, signs.refusals(said)),
            (Miss.RUDE, signs.rude(said)),
            (Miss.PERSONAL, list(signs.personal(reply, names))),
        )
        if spans
    ]
    return tuple(found)


def _about(reply: str, request: Request, kind: Kind) -> Iterator[Hint]:
    """Yield what shows that a reply was not written for this request."""
    if echo.foreign(request.title, request.detail, reply):
        yield Hint(miss=Miss.NOT_THIS)
    elif kind is not Kind.MATTER and (missing := points.unanswered(request.detail, reply)):
        yield Hint(miss=Miss.UNANSWERED, asked=tuple(missing))


def _done(said: str, kind: Kind, on: date) -> Iterator[Hint]:
    """Yield what is wrong with what was done, or will be by when."""
    if over := signs.over_already(said, on):
        yield Hint(miss=Miss.PAST_DAY, spans=manner.merged(over))
    if kind is Kind.ANSWER or signs.says_what_was_done(said):
        return
    if promised := signs.without_a_day(said):
        yield Hint(miss=Miss.NO_DAY, spans=manner.merged(promised))
    elif not (signs.promises(said) or signs.explains(said) or signs.exact(said)):
        yield Hint(miss=Miss.NO_DEED)
