"""What the monthly report says, in the language in force: the same for a page and for paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import pgettext

from lianxin.casework.tickets.rules import Channel, Kind
from lianxin.followers.insight.rules.figures import Scope
from lianxin.followers.insight.rules.opendata import NOWHERE, UNKNOWN
from lianxin.followers.insight.rules.suppression import ANY, DISTRICT, FEWEST
from lianxin.foundation.time import local
from lianxin.interfaces.web import figure_words, labels
from lianxin.interfaces.web.assessment_words import EXCLUSION
from lianxin.interfaces.web.publication import charts
from lianxin.interfaces.web.publication.cases import Case
from lianxin.interfaces.web.publication.material import Material
from lianxin.interfaces.web.publication.numbers import named_month, tell


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: what it is called, its head, its rows; all columns but the first are numbers."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the report."""

    title: str
    text: Sequence[str] = ()
    chart: str = ""
    table: Table | None = None
    cases: Sequence[Case] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole report in one language."""

    language: str
    title: str
    subtitle: str
    note: str = ""
    sections: Sequence[Section] = field(default_factory=list)


def composed(told: Material, language: str) -> Report:
    """Return the report in a language, which is in force."""
    return Report(
        language=language,
        title=pgettext("report", "Monthly report on residents' requests"),
        subtitle=pgettext("report", "%(month)s, version %(version)d, counted on %(day)s")
        % {
            "month": named_month(told.month.month),
            "version": told.version,
            "day": date_format(local(told.at).date()),
        },
        note=told.note,
        sections=[
            _glance(told),
            _rates(told),
            _about(told),
            _places(told),
            _kinds(told),
            _doors(told),
            _left_aside(told),
            *([_cases(told)] if told.cases else []),
            _made(),
        ],
    )


def _glance(told: Material) -> Section:
    total = told.month.total
    months = [*told.earlier, (told.month.month, total)]
    said = pgettext("report", "%(total)s requests came in.") % {"total": f"{total:,}"}
    if total < FEWEST:
        said = pgettext("report", "Fewer than five requests came in.")
    answered = tell("on_time", told.whole[Scope.ALL]["on_time"])
    lines = [said, pgettext("report", "Answered on time: %(share)s.") % {"share": answered}]
    rows = [(named_month(name), float(number), f"{number:,}") for name, number in months]
    return Section(
        title=pgettext("report", "At a glance"),
        text=lines,
        chart=charts.bars(pgettext("report", "Requests by month"), rows),
        table=Table(
            caption=pgettext("report", "Requests by month, as they were published"),
            head=[pgettext("report", "Month"), pgettext("report", "Requests")],
            rows=[[name, said] for name, _, said in rows],
        ),
    )


def _rates(told: Material) -> Section:
    rows = [
        [str(name), *(tell(code, told.whole[scope][code]) for scope in Scope)]
        for code, name in figure_words.NAME.items()
    ]
    return Section(
        title=pgettext("report", "How fast and how well"),
        text=[
            pgettext(
                "report",
                "Every figure stands in both scopes: as units are assessed, and of all requests with what is excluded.",
            )
        ],
        table=Table(
            caption=pgettext("report", "Figures in both scopes"),
            head=[pgettext("report", "Figure"), *map(str, figure_words.SCOPE.values())],
            rows=rows,
        ),
    )


def _about(told: Material) -> Section:
    sums = _sums((key.group, number) for key, number in told.month.rows.items())
    rows = [(_group(told, code), number) for code, number in sums]
    return _counted(
        told,
        rows,
        title=pgettext("report", "What it was about"),
        head=pgettext("report", "Group of categories"),
    )


def _group(told: Material, code: str) -> str:
    if code == ANY:
        return pgettext("report", "All other groups")
    return pgettext("report", "Not known") if code == UNKNOWN else told.names.group(code)


def _places(told: Material) -> Section:
    """Districts are sums of their rows; what is told of no place is said so."""
    sums = _sums((key.place[:DISTRICT], number) for key, number in told.month.rows.items())
    rows = []
    for district, number in sums:
        rows.append((_place(told, district), number))
        towns = [
            (key.place, count)
            for key, count in told.month.rows.items()
            if key.place != district and key.place.startswith(district)
        ]
        rows += [(f"　{_place(told, place)}", count) for place, count in _sums(towns)]
    return _counted(
        told, rows, title=pgettext("report", "Where"), head=pgettext("report", "Place"), chart=False
    )


def _place(told: Material, code: str) -> str:
    if code == ANY:
        return pgettext("report", "Told of no place")
    unknown = code in (NOWHERE, NOWHERE[:DISTRICT])
    return pgettext("report", "Not known") if unknown else told.names.place(code)


def _kinds(told: Material) -> Section:
    known = {kind.value for kind in Kind}
    sums = _sums((key.kind, number) for key, number in told.month.rows.items())
    rows = [
        (
            str(labels.of(Kind, code))
            if code in known
            else pgettext("report", "Kinds that are not told apart"),
            number,
        )
        for code, number in sums
    ]
    return _counted(told, rows, title=pgettext("report", "Kinds"), head=pgettext("report", "Kind"))


def _doors(told: Material) -> Section:
    known = {one.value for one in Channel}
    rows = [
        (
            str(labels.of(Channel, code)) if code in known else pgettext("report", "All others"),
            number,
        )
        for code, number in _sums(told.channels.items())
    ]
    return _counted(
        told,
        rows,
        title=pgettext("report", "By which door"),
        head=pgettext("report", "Channel"),
    )


def _sums(parts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return what parts amount to by their names, the greatest first and what is not told apart last."""
    found: dict[str, int] = {}
    for name, number in parts:
        found[name] = found.get(name, 0) + number
    return sorted(found.items(), key=lambda one: (one[0] == ANY, -one[1], one[0]))


def _counted(
    told: Material, rows: Sequence[tuple[str, int]], *, title: str, head: str, chart: bool = True
) -> Section:
    total = told.month.total
    bars = [(name.strip(), float(number), f"{number:,}") for name, number in rows]
    return Section(
        title=title,
        chart=charts.bars(title, bars) if chart and rows else "",
        table=Table(
            caption=pgettext("report", "Sums of the rows of the open data"),
            head=[head, pgettext("report", "Requests"), pgettext("report", "Share")],
            rows=[[name, f"{n:,}", f"{100 * n / total:.1f} %"] for name, n in rows],
        ),
    )


def _left_aside(told: Material) -> Section:
    names = {
        "held": pgettext("report", "Put on hold, with a reason that is public"),
        "released": pgettext("report", "Taken off hold"),
        "declined": pgettext("report", "Not accepted, agreed to by a second person"),
        "excluded": pgettext("report", "Agreed to leave out of an assessment, by one of two"),
    }
    rows = [[name, f"{told.decisions[code]:,}"] for code, name in names.items()]
    rows += [
        [
            pgettext("report", "Requests of this month left out: %(reason)s") % {"reason": said},
            f"{told.exclusions.get(reason.value, 0):,}",
        ]
        for reason, said in EXCLUSION.items()
    ]
    return Section(
        title=pgettext("report", "What was put off, refused or left out"),
        text=[
            pgettext(
                "report",
                "These are decisions of the authorities, counted for the whole city and told apart by nothing about residents; so they are told however few they are.",
            )
        ],
        table=Table(
            caption=pgettext("report", "Decisions of the month"),
            head=[pgettext("report", "Decision"), pgettext("report", "How many")],
            rows=rows,
        ),
    )


def _cases(told: Material) -> Section:
    return Section(
        title=pgettext("report", "Typical cases"),
        text=[
            pgettext(
                "report",
                "In the words that were published of each before, after a second person had read them. They are about places that many share, never about a person.",
            )
        ],
        cases=told.cases,
    )


def _made() -> Section:
    formulas = [f"{figure_words.NAME[code]}: {said}" for code, said in figure_words.MADE.items()]
    few = pgettext(
        "report",
        "Counts of fewer than five are not told; they stand in a wider row. How, and all rows, is in the open data beside this report.",
    )
    bound = pgettext(
        "report",
        "One person has checked this report and another has released it. Its files are bound by their digests in the public ledger and are never changed; a correction is a further version.",
    )
    return Section(title=pgettext("report", "How it is counted"), text=[few, bound, *formulas])
