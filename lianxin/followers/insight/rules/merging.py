"""When the files of a month are merged, so that a month has few files and none is written often."""

from collections.abc import Sequence

MOST = 8  # files of a month, before some are merged
STEP = 2  # a file is merged with all later ones where these have half as many rows


def merged(rows: Sequence[int]) -> int:
    """Return from which file on, by their rows in order, all later ones become one; their number is none.

    Each row is written again only when as much has come after it: about log(n) times in all.
    """
    if len(rows) <= MOST:
        return len(rows)
    begin, later = len(rows) - 1, rows[-1]
    while begin and (begin == len(rows) - 1 or rows[begin - 1] <= STEP * later):
        begin -= 1
        later += rows[begin]
    return begin
