"""Tables that are saved as files: CSV that spreadsheets open rightly, and read as nothing but a table."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse


def table(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Return an answer that is saved as a table under a name."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.write("\ufeff")  # a mark, so that spreadsheets take it for UTF-8
    csv.writer(answer).writerows(rows)
    return answer


def plain(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name
