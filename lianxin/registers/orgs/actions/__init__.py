"""Keeping the organisation registers: imports, and what is done to one account, post or grid."""

from lianxin.registers.orgs.actions.absences import end_absence, enter_absence
from lianxin.registers.orgs.actions.buildings import import_buildings
from lianxin.registers.orgs.actions.divisions import import_divisions
from lianxin.registers.orgs.actions.grids import import_grids, retire_grid
from lianxin.registers.orgs.actions.posts import assign_post, end_post, open_account, set_password
from lianxin.registers.orgs.actions.staff import import_staff
from lianxin.registers.orgs.actions.taking_back import take_back
from lianxin.registers.orgs.actions.units import end_unit, import_units, share_out

__all__ = [
    "assign_post",
    "end_absence",
    "end_post",
    "end_unit",
    "enter_absence",
    "import_buildings",
    "import_divisions",
    "import_grids",
    "import_staff",
    "import_units",
    "open_account",
    "retire_grid",
    "set_password",
    "share_out",
    "take_back",
]
