"""A town of two subdistricts and three communities, with units, categories and duties to test by."""

import csv
import io

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.duties import actions
from lianxin.registers.duties.rules import Table
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs.models import Unit
from tests.make import MONDAY

SYSTEM = Actor.system("tests")
SHA = "0" * 64

DIVISIONS = """code,name,kind,parent_code,valid_from
990000000000,青岚省,province,,2016-01-01
990100000000,青禾市,city,990000000000,2016-01-01
990101000000,临河区,district,990100000000,2016-01-01
990101001000,河湾街道,subdistrict,990101000000,2016-01-01
990101001001,芦花社区,community,990101001000,2016-01-01
990101001002,船坞社区,community,990101001000,2016-01-01
990101100000,白石镇,township,990101000000,2016-01-01
990101100001,白石街社区,community,990101100000,2016-01-01
"""
UNITS = """code,name,kind,parent_code,division_code,phone
city,青禾市人民政府,government,,990100000000,
lamps,城市管理局,department,city,990100000000,
power,供电公司,company,city,990100000000,
hewan,河湾街道办事处,subdistrict,city,990101001000,
baishi,白石镇人民政府,subdistrict,city,990101100000,
luhua,芦花社区居委会,community,hewan,990101001001,
"""
CATEGORIES = """code,name,parent_code,description,keywords,public
lighting,照明,,,,yes
lighting.lamp,路灯不亮,lighting,市政路灯,路灯;灯坏；灯坏,yes
lighting.yard,小区灯,lighting,,,no
noise,噪声,,,,是
"""
DUTIES = """code,title,unit_code,list_kind,legal_basis
L-1,路灯维护,lamps,basic,《城市照明管理规定》
T-1,楼道灯巡查,luhua,basic,
T-2,噪声劝阻,luhua,assist,
W-1,油烟执法,lamps,withdrawn,
"""
CATALOGUE = """category_code,division_code,lead,assist,tier,duty_code,legal_basis
lighting,,lamps,power,general,L-1,
lighting.yard,,@subdistrict,@community;lamps,complex,,《物业管理条例》
lighting.lamp,990101100000,baishi,@community;baishi,urgent,,
noise,,lamps,,general,,
"""


def table(text: str) -> Table:
    """Return what is in a CSV text, as it is read from a file."""
    return list(enumerate(csv.DictReader(io.StringIO(text)), 2))


def built() -> None:
    """Import the town, its categories and its duties."""
    divisions, units = table(DIVISIONS), table(UNITS)
    orgs.import_divisions(rows=divisions, sha256=SHA, by=SYSTEM, at=MONDAY, key="town-divisions")
    orgs.import_units(rows=units, sha256=SHA, by=SYSTEM, at=MONDAY, key="town-units")
    categories(CATEGORIES, key="town-categories")
    duties(DUTIES, key="town-duties")


def categories(text: str, *, key: str) -> Entry:
    """Import a file of categories."""
    return actions.import_categories(rows=table(text), sha256=SHA, by=SYSTEM, at=MONDAY, key=key)


def duties(text: str, *, key: str) -> Entry:
    """Import a duty list."""
    return actions.import_duties(rows=table(text), sha256=SHA, by=SYSTEM, at=MONDAY, key=key)


def published(text: str = CATALOGUE, *, key: str = "town-catalogue", by: Actor = SYSTEM) -> Entry:
    """Import a catalogue that holds from Monday on."""
    return actions.import_catalogue(
        rows=table(text), valid_from=MONDAY.date(), sha256=SHA, by=by, at=MONDAY, key=key
    )


def unit(code: str) -> int:
    """Return a unit's id."""
    return Unit.objects.get(code=code).pk
