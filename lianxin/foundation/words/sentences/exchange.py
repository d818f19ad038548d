"""Sentences of the refusals of files that come in."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "file-too-large": gettext_noop("The file has %(size)d megabytes; at most %(limit)d are taken."),
    "file-not-found": gettext_noop("There is no file %(path)s."),
    "not-a-table": gettext_noop("The file is neither a CSV text nor an XLSX workbook."),
    "unknown-encoding": gettext_noop("The text is neither in UTF-8 nor in GB18030 (GBK)."),
    "broken-table": gettext_noop(
        "The table cannot be read at line %(line)d: look for an open quotation mark or a cell too many."
    ),
    "swollen-file": gettext_noop(
        "The workbook would unpack to far more than its size, so it was not opened."
    ),
    "too-many-rows": gettext_noop("The table has more than %(limit)d rows."),
    "missing-columns": gettext_noop("The first line lacks these columns: %(columns)s"),
    "doubled-column": gettext_noop("The first line names a column twice: %(columns)s"),
    "not-geo-json": gettext_noop("The file is not a GeoJSON collection of features."),
    "wrong-crs": gettext_noop(
        "The coordinates are in %(crs)s; please convert them to WGS 84 or CGCS2000 first."
    ),
}
