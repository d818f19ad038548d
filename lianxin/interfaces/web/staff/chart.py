"""A line over a scale as a drawing that the server makes: plain figures for a template, no script, no style."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 200
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 14, 28
TOPS = (0.05, 0.1, 0.2, 0.5, 1.0)  # of the scale upwards

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A mark on an edge, where it stands and what it says."""

    at: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """All that a template needs to draw one line; places count from the upper left corner."""

    title: str
    points: str
    across: Sequence[Tick]
    up: Sequence[Tick]
    mark: float | None  # a place across that is marked
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    below: int = HEIGHT - 8
    beside: int = LEFT - 8


def line(
    title: str, points: Sequence[Point], *, mark: float | None, ticks: Sequence[float]
) -> Chart:
    """Return the drawing of shares (0 to 1) over per cents; the scale upwards is as high as they need."""
    first, last = points[0][0], points[-1][0]
    most = next(top for top in TOPS if top >= min(max(share for _, share in points), 1))

    def across(value: float) -> float:
        return round(LEFT + (value - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    def up(share: float) -> float:
        return round(HEIGHT - BOTTOM - share / most * (HEIGHT - TOP - BOTTOM), 1)

    return Chart(
        title=title,
        points=" ".join(f"{across(value)},{up(share)}" for value, share in points),
        across=[Tick(at=across(value), text=f"{value:g} %") for value in ticks],
        up=[Tick(at=up(most * part / 2), text=f"{100 * most * part / 2:g} %") for part in range(3)],
        mark=None if mark is None else across(min(max(mark, first), last)),
    )
