"""What an import says to a file that it cannot take as a whole."""

from lianxin.foundation.refusal import Refusal


class FileTooLarge(Refusal):
    """The file has more than `limit` megabytes; `size` is what it has."""


class FileNotFound(Refusal):
    """There is no file at `path`."""


class NotATable(Refusal):
    """The file is neither CSV text nor an XLSX workbook."""


class UnknownEncoding(Refusal):
    """The text is neither UTF-8 nor GB18030."""


class BrokenTable(Refusal):
    """The table cannot be read from `line` on: an open quotation mark, or more cells than columns."""


class SwollenFile(Refusal):
    """The workbook would unpack to far more than its size: a zip bomb, or close to one."""


class TooManyRows(Refusal):
    """The table has more than `limit` rows."""


class MissingColumns(Refusal):
    """The table lacks the `columns` that it needs."""


class DoubledColumn(Refusal):
    """Two columns of the table have the same name."""


class NotGeoJson(Refusal):
    """The file is not JSON, or not a GeoJSON FeatureCollection."""


class WrongCrs(Refusal):
    """The coordinates are in `crs`; only WGS 84 and CGCS2000 by longitude and latitude are taken."""
