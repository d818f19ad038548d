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


class MapUnreadable(Refusal):
    """The mapping is not YAML, or says a key twice, at `line`."""


class MapNotASection(Refusal):
    """At `key` the mapping needs a section with keys of its own."""


class MapKeyUnknown(Refusal):
    """The mapping has a `key` that nobody would read."""


class MapKeyMissing(Refusal):
    """The mapping lacks a `key`."""


class MapNotAText(Refusal):
    """At `key` the mapping needs one text."""


class MapNotAList(Refusal):
    """At `key` the mapping needs a column, or a list of columns or formats."""


class MapWrongValue(Refusal):
    """At `key` the mapping has a `value` that is not among those `allowed`."""


class MapUnknownCode(Refusal):
    """At `key` the mapping names a `code` that the register does not have."""


class MapMissing(Refusal):
    """Tickets are imported under a mapping, and none was given."""


class MissingCell(Refusal):
    """A row says nothing in a `column` that it must fill."""


class BadMoment(Refusal):
    """A `value` in a `column` of moments is none."""


class BadPoint(Refusal):
    """Longitude and latitude are no point on earth in that order."""


class UnknownValue(Refusal):
    """A `value` in a `column` has no meaning here."""


class DoubledId(Refusal):
    """The file has the same id already at line `first`."""


class EndWithoutMoment(Refusal):
    """A row calls itself ended and does not say when."""


class NotALayout(Refusal):
    """The file is not a whole XLSX workbook without a lock."""


class LayoutTooLarge(Refusal):
    """The layout has more than `limit` kilobytes."""


class LayoutSwollen(Refusal):
    """The layout would unpack to far more than one needs: a zip bomb, or close to one."""


class LayoutTooWide(Refusal):
    """The layout's cells reach beyond so many `rows` and `columns`."""


class LayoutActive(Refusal):
    """The layout carries macros, links, embedded files, pictures or charts: a `part` of it."""


class LayoutHasFormula(Refusal):
    """The layout has a formula, in a `cell`."""


class LayoutUnknown(Refusal):
    """The layout has placeholders that the table does not know: `names`."""


class LayoutEmpty(Refusal):
    """No placeholder of the layout is one of the table's fields."""


class LayoutRowsApart(Refusal):
    """The rows that repeat by unit do not stand together on a `sheet`."""
