"""A city of one district, two towns and three communities with six grids, to test the registers by."""

import csv
import io
from datetime import date

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.orgs import actions
from tests.make import MONDAY

SYSTEM = Actor.system("tests")
SHA = "0" * 64
TODAY = date(2026, 11, 23)

DIVISIONS = """code,name,kind,parent_code,valid_from,valid_to
990000000000,青岚省,province,,2016-01-01,
990100000000,青禾市,city,990000000000,2016-01-01,
990101000000,临河区,district,990100000000,2016-01-01,
990101001000,河湾街道,subdistrict,990101000000,2016-01-01,
990101001001,幸福社区,community,990101001000,2016-01-01,
990101001002,船坞社区,community,990101001000,2016-01-01,
990101100000,白石镇,township,990101000000,2016-01-01,
990101100001,幸福社区,community,990101100000,2016-01-01,
"""
UNITS = """code,name,kind,parent_code,division_code,phone
xingfu,幸福社区居委会,community,hewan,990101001001,
hewan,河湾街道办事处,subdistrict,city,990101001000,
city,青禾市人民政府,government,,990100000000,
hotline,12345热线,hotline,city,990100000000,12345
lamps,城市管理局,department,city,990100000000,
"""
STAFF = """username,name,unit_code,role,valid_from,grid_codes
agent,周敏,hotline,agent,2025-01-01,
walker,钱晓萍,xingfu,grid_worker,2025-01-01,990101001001001;990101001001002
walker,钱晓萍,hewan,handler,2025-06-01,
chief,张振东,hotline,administrator,2025-01-01,
"""


def table(text: str) -> list[tuple[int, dict[str, str]]]:
    """Return what is in a CSV text, as it is read from a file."""
    return list(enumerate(csv.DictReader(io.StringIO(text)), 2))


def square(west: float, south: float, size: float = 0.01) -> dict[str, object]:
    """Return the outline of a square in degrees."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def features() -> list[tuple[int, dict[str, str], object]]:
    """Return six square grids that tile 0.03 by 0.02 degrees from 100 E, 40 N."""
    found: list[tuple[int, dict[str, str], object]] = []
    for column, community in enumerate(("990101001001", "990101001002", "990101100001")):
        for row in (0, 1):
            properties = {
                "code": f"{community}00{row + 1}",
                "name": f"第{2 * column + row + 1}网格",
                "worker_name": "钱晓萍",
                "worker_phone": "19900001001",
                "supervision_phone": "0999-5101001",
            }
            outline = square(round(100 + column * 0.01, 2), round(40 + row * 0.01, 2))
            found.append((len(found) + 1, properties, outline))
    return found


def divisions(text: str = DIVISIONS, *, key: str = "divisions", **given: object) -> Entry:
    """Import divisions from a CSV text."""
    defaults = {"sha256": SHA, "by": SYSTEM, "at": MONDAY, "key": key}
    return actions.import_divisions(rows=table(text), **defaults | given)  # type: ignore[arg-type]


def units(text: str = UNITS, *, key: str = "units-01", **given: object) -> Entry:
    """Import units from a CSV text."""
    defaults = {"sha256": SHA, "by": SYSTEM, "at": MONDAY, "key": key}
    return actions.import_units(rows=table(text), **defaults | given)  # type: ignore[arg-type]


def grids(found: object = None, *, key: str = "grids-01", **given: object) -> Entry:
    """Import grids."""
    defaults = {"features": found or features(), "sha256": SHA, "by": SYSTEM, "at": MONDAY}
    return actions.import_grids(**defaults | {"key": key} | given)  # type: ignore[arg-type]


def staff(text: str = STAFF, *, key: str = "staff-01", **given: object) -> Entry:
    """Import staff from a CSV text."""
    defaults = {"sha256": SHA, "by": SYSTEM, "at": MONDAY, "key": key}
    return actions.import_staff(rows=table(text), **defaults | given)  # type: ignore[arg-type]


def built() -> None:
    """Take in the whole city."""
    divisions()
    units()
    grids()
    staff()
