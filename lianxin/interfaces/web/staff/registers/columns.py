"""The columns of the registers' sheets, what each holds, and the words that may stand in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from django.utils.translation import pgettext_lazy as _

from lianxin.interfaces.web.labels import Words
from lianxin.registers.calendars.rules import Kind as DayKind
from lianxin.registers.changes.rules import Register
from lianxin.registers.duties.rules import ListKind
from lianxin.registers.orgs.rules import DivisionKind
from lianxin.registers.policies.rules import Basis, Grade

Choices = Mapping[str, Words]


class Ask(StrEnum):
    """What a column holds, and so how it is asked for."""

    TEXT = auto()
    LONG = auto()
    DAY = auto()
    WORD = auto()  # one of a few
    DIVISION = auto()
    UNIT = auto()
    UNITS = auto()  # several, or those of the place
    CATEGORY = auto()
    DUTY = auto()
    OUTLINE = auto()  # a polygon; comes from a map, not from a keyboard
    INFO = auto()  # shown, never asked for


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a register's file on a page."""

    name: str
    label: Words
    ask: Ask = Ask.TEXT
    needed: bool = True
    brief: bool = True  # stands in the list, not only in the detail
    limit: int = 100
    choices: Choices | None = None
    hint: Words = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One register on its pages."""

    register: Register
    title: Words
    hint: Words
    one: Words  # "Add a unit"
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return a column by its name in the file."""
        return next((one for one in self.columns if one.name == name), UNNAMED)


YES_NO: Choices = {"yes": _("choice", "Yes"), "no": _("choice", "No")}
DIVISION_KIND: Choices = {
    DivisionKind.PROVINCE: _("division", "Province"),
    DivisionKind.CITY: _("division", "City"),
    DivisionKind.DISTRICT: _("division", "District or county"),
    DivisionKind.SUBDISTRICT: _("division", "Subdistrict"),
    DivisionKind.TOWNSHIP: _("division", "Town or township"),
    DivisionKind.COMMUNITY: _("division", "Community"),
    DivisionKind.VILLAGE: _("division", "Village"),
}
LIST_KIND: Choices = {
    ListKind.BASIC: _("duty", "Basic: the unit does it"),
    ListKind.ASSIST: _("duty", "To assist: a department leads"),
    ListKind.WITHDRAWN: _("duty", "Taken back by a department"),
}
DAY_KIND: Choices = {
    DayKind.WORKING_DAY: _("day", "Working day"),
    DayKind.MAKE_UP_WORKDAY: _("day", "Worked weekend day (make-up)"),
    DayKind.HOLIDAY: _("day", "Public holiday"),
    DayKind.WEEKEND: _("day", "Weekend"),
    DayKind.SWAPPED_OFF: _("day", "Day off in exchange"),
    "announced": _("day", "The year has been announced"),
    "provisional": _("day", "The year is not announced yet"),
}
BASIS: Choices = {
    Basis.LAW: _("basis", "Law"),
    Basis.LOCAL: _("basis", "Local rule"),
    Basis.STANDARD: _("basis", "Standard"),
    Basis.PRACTICE: _("basis", "Practice"),
    Basis.DEFAULT: _("basis", "Default of this system"),
}
GRADE: Choices = {one.value: one.value for one in Grade}
UNIT_OF_TIME: Choices = {
    "minutes": _("time", "minutes"),
    "hours": _("time", "hours"),
    "working_days": _("time", "working days"),
    "calendar_days": _("time", "calendar days"),
}
SINCE = Column(name="valid_from", label=_("column", "Since"), ask=Ask.INFO, needed=False)
UNTIL = Column(name="valid_to", label=_("column", "Until"), ask=Ask.INFO, needed=False, brief=False)
BASED_ON = Column(
    name="legal_basis", label=_("column", "Basis"), needed=False, limit=300, brief=False
)
UNNAMED = Column(name="", label="")


def code(label: Words, hint: Words = "", limit: int = 64) -> Column:
    """Return the column of a code."""
    return Column(name="code", label=label, hint=hint, limit=limit)


NAME = _("column", "Name")


def name(label: Words = NAME, column: str = "name", limit: int = 100) -> Column:
    """Return the column of a name."""
    return Column(name=column, label=label, limit=limit)


def word(name: str, label: Words, choices: Choices, *, brief: bool = True) -> Column:
    """Return a column that takes one of a few words."""
    return Column(name=name, label=label, ask=Ask.WORD, choices=choices, brief=brief)
