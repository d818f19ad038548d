"""The months of the demo city, published one after the other and corrected, against the linear solver."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from lianxin.followers.insight.rules import suppression
from lianxin.followers.insight.rules.suppression import ANY, PROTECTION, Frame, Key
from lianxin.interfaces.jobs.demo import story
from tests.followers.insight.attack import File, given_away

TODAY = date(2026, 11, 30)
Months = Mapping[str, Counter[Key]]


def months(*, without: frozenset[str] = frozenset()) -> Months:
    """Return what the stories of the demo city amount to, by month and cell."""
    found: dict[str, Counter[Key]] = defaultdict(Counter)
    for one in story.stories():
        if one["id"] not in without:
            on = TODAY - timedelta(days=float(one["days_ago"]))
            where = str(one.get("grid") or one.get("division") or "")[:9].ljust(9, "0")
            cell = Key(str(one["category"]).partition(".")[0], where, str(one["kind"]))
            found[f"{on:%Y-%m}"][cell] += 1
    return found


def frame(of: Months) -> Frame:
    cells = [cell for month in of.values() for cell in month]
    return Frame(
        groups=frozenset(cell.group for cell in cells),
        places=frozenset(cell.place for cell in cells),
        kinds=frozenset(cell.kind for cell in cells),
    )


def test_nothing_hidden_comes_back_from_all_months_and_versions_of_the_demo_city():
    first, frame_ = months(), frame(months())
    gone = frozenset(one["id"] for number, one in enumerate(story.stories()) if number % 40 == 7)
    later = months(without=gone)  # withdrawn as taken in twice, say: a correction is published
    files: list[File] = []
    truth: dict[tuple[str, int], Counter[Key]] = {}
    for month, cells in first.items():
        rows = suppression.told(cells, frame_)
        again = suppression.told_again(later[month], rows)
        files += [File(month, 1, rows), File(month, 2, again)]
        truth |= {(month, 1): cells, (month, 2): later[month]}
    assert len(first) >= 2
    assert given_away(files, truth, frame_, protection=PROTECTION) == []


def test_without_the_complementary_part_the_attack_has_counts_back():
    first, frame_ = months(), frame(months())
    files = []
    for month, cells in first.items():
        rows = suppression.told(cells, frame_, complementary=False)
        files.append(File(month, 1, rows))
    truth = {(month, 1): cells for month, cells in first.items()}
    assert given_away(files, truth, frame_, protection=PROTECTION, singly=True)


def test_the_demo_city_still_reads_something():
    of = months()
    rows = suppression.told(of["2026-11"], frame(of))
    assert sum(n for key, n in rows.items() if key.group != ANY) > sum(rows.values()) / 2
