"""Bars as SVG, made on the server: no style, no script, so that they look the same on a page and on paper."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
WIDTH, LINE, BAR, LEFT, RIGHT = 640, 28, 16, 190, 90
INK, COLOUR = "#0b0c0c", "#1d70b8"
LONGEST_NAME = 13  # characters that fit beside a bar


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Return horizontal bars, each a name, a value and what is written behind it; a table stands beside it."""
    most = max((value for _, value, _ in rows), default=0) or 1
    height = LINE * len(rows) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label={quoteattr(title)} font-family={quoteattr(FONT)} '
        f'font-size="13">',
        f"<title>{escape(title)}</title>",
    ]
    for number, (name, value, said) in enumerate(rows):
        top = 4 + LINE * number
        long = round((WIDTH - LEFT - RIGHT) * value / most, 1)
        text = top + BAR - 3
        parts += [
            f'<text x="{LEFT - 8}" y="{text}" text-anchor="end" fill="{INK}">{escape(_short(name))}</text>',
            f'<rect x="{LEFT}" y="{top}" width="{long}" height="{BAR}" fill="{COLOUR}"/>',
            f'<text x="{LEFT + long + 6}" y="{text}" fill="{INK}">{escape(said)}</text>',
        ]
    return "".join([*parts, "</svg>"])


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME or name.isascii() else f"{name[: LONGEST_NAME - 1]}…"
