"""Every no of the organisation registers; most speak of one row of an import."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from lianxin.foundation.refusal import BadRow, BadRows, Refusal

T = TypeVar("T")
Row = Mapping[str, str]


class NotADivisionCode(Refusal):
    """A division code has 12 digits, 2+2+2+3+3, with zeros from its own level on."""


class NotAGridCode(Refusal):
    """A grid code is its community's 12 digits and a serial number from 001 to 999."""


class NotAUnitCode(Refusal):
    """A unit code has 1 to 48 letters, digits, hyphens, dots and underscores."""


class NotAUserName(Refusal):
    """A user name has 1 to 64 letters, digits and . _ @ -."""


class NameMissing(Refusal):
    """Everything in a register has a name."""


class TooLong(Refusal):
    """The text in `column` is longer than `limit` characters."""


class NotADay(Refusal):
    """`text` is not a day as people or Excel write it."""


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first."""


class DoubledRow(Refusal):
    """The row on line `first` is about the same thing."""


class UnknownKind(Refusal):
    """There is no such kind of division or unit."""


class KindDoesNotFit(Refusal):
    """Digits of the code say that this is not a division of that kind."""


class UnknownParent(Refusal):
    """The parent is neither in the file nor in the register."""


class ParentDoesNotFit(Refusal):
    """A division's code begins with the digits of the division that it is part of."""


class CodeEnded(Refusal):
    """The code went out of force on `ended`; a row that revives it says from which day on."""


class PeriodTaken(Refusal):
    """The register already says something else about that time."""


class UnknownDivision(Refusal):
    """There is no division in force under `code`."""


class UnknownUnit(Refusal):
    """There is no unit in force under `code`."""


class DivisionDoesNotFit(Refusal):
    """A subdistrict's office serves a subdistrict or town, a community's office a community."""


class UnitLoop(Refusal):
    """A unit cannot stand under itself."""


class TooDeep(Refusal):
    """The tree of units has at most `limit` levels."""


class UnknownRole(Refusal):
    """There is no such role for a member of staff."""


class RoleDoesNotFit(Refusal):
    """The role does not exist at a unit of that kind."""


class NameDiffers(Refusal):
    """The file gives one user name to people of different names."""


class UnknownGrid(Refusal):
    """There is no grid in force under `code`."""


class GridNotForRole(Refusal):
    """Only grid workers have grids."""


class GridOutsideUnit(Refusal):
    """The grid does not lie in the division that the unit serves."""


class GridRetired(Refusal):
    """The code was retired on `ended`, and a retired code is never used again."""


class NotABuildingCode(Refusal):
    """A building code has 1 to 48 letters, digits, hyphens, dots and underscores."""


class BuildingNamesAFlat(Refusal):
    """A building is named, never a flat in it: nothing here says where somebody lives."""


class NotAPolygon(Refusal):
    """A grid is a GeoJSON Polygon or MultiPolygon with an area."""


class BrokenPolygon(Refusal):
    """The outline crosses or touches itself near this place."""


class OutsideTheEarth(Refusal):
    """A longitude lies between -180 and 180, a latitude between -90 and 90."""


class AxesSwapped(Refusal):
    """Latitude and longitude stand in the wrong order; GeoJSON has the longitude first."""


class PostHeld(Refusal):
    """They already hold this post."""


class PostOver(Refusal):
    """The post already ended on `ended`."""


class UserNameTaken(Refusal):
    """Somebody else signs in under this name."""


class UnitOver(Refusal):
    """The unit ended on `ended`; its code is not used again."""


class NothingToShareOut(Refusal):
    """The unit leads no open ticket that another could take."""


class TooFarOff(Refusal):
    """Nothing is given an end on `day`: it has to lie before `until`."""


class UnitHoldsTickets(Refusal):
    """A unit does not close over `tickets` open tickets: they go to the unit that takes its work over."""


class UnitOwnsMatters(Refusal):
    """A unit does not close over `matters` matters that it owns: they are given to another unit first."""


class SuccessorDoesNotFit(Refusal):
    """The unit `code` cannot take over: it is the one that ends, is not in force then, or handles nothing."""


class UnitStillNeeded(Refusal):
    """Posts, units below, duties or rows of the catalogue still stand on the unit."""


class NotAColleague(Refusal):
    """Who is away and who stands in are two people with posts at the same unit."""


class AlreadyAway(Refusal):
    """They are away from `valid_from` to `valid_to` already."""


class SubstituteAway(Refusal):
    """Whoever is to stand in is away from `valid_from` to `valid_to`: two would wait for each other."""


class StandsInAlready(Refusal):
    """They stand in for somebody from `valid_from` to `valid_to`, who needs another substitute first."""


class AbsenceInThePast(Refusal):
    """An absence begins today or later, not on `valid_from`."""


class AbsenceOver(Refusal):
    """It is over on `valid_to` by itself; who comes back earlier says so on a day before."""


class SomethingRests(Refusal):
    """Rows of the kind `what`, `count` of them, already rest on what would be taken back."""


def sifted(
    rows: Iterable[tuple[int, Row]], read: Callable[[int, Row], T], refused: list[BadRow]
) -> Iterator[T]:
    """Yield what can be read from each row, and add the reason of every row that cannot."""
    for line, row in rows:
        try:
            yield read(line, row)
        except Refusal as refusal:
            refused.append(bad(line, refusal))


def bad(line: int, refusal: Refusal) -> BadRow:
    """Return a refused row by its line and the reason."""
    return BadRow(line=line, code=refusal.code, facts=refusal.facts)


def check(refused: list[BadRow]) -> None:
    """Refuse the whole import if any of its rows was refused."""
    if refused:
        raise BadRows(sorted(refused, key=lambda row: row.line))
