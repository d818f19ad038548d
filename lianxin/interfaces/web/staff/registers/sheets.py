"""How each register looks on its pages: one table from which lists, details, forms and previews are made."""

from collections.abc import Mapping

from django.utils.functional import lazy
from django.utils.translation import pgettext_lazy as _

from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import words
from lianxin.interfaces.web.staff.registers.columns import (
    BASED_ON,
    BASIS,
    DAY_KIND,
    DIVISION_KIND,
    GRADE,
    LIST_KIND,
    SINCE,
    UNIT_OF_TIME,
    UNTIL,
    YES_NO,
    Ask,
    Choices,
    Column,
    Sheet,
    code,
    name,
    word,
)
from lianxin.registers.changes.rules import Register
from lianxin.registers.policies.rules import Figure, Step

TIER: Choices = {tier.value: said for tier, said in labels.TIER.items()}
UNIT_KIND: Choices = {kind.value: said for kind, said in words.UNIT_KIND.items()}
ROLE: Choices = {role.value: said for role, said in labels.ROLE.items()}
LINES: list[Step | Figure] = [*words.LIMIT, *words.FIGURE]
WHAT: Choices = {str(one): lazy(words.line, str)(one) for one in LINES}
EVERY: Choices = {"": _("column", "every"), **TIER}
SHEETS: Mapping[Register, Sheet] = {
    Register.DIVISIONS: Sheet(
        register=Register.DIVISIONS,
        title=_("register", "Divisions"),
        hint=_("register", "From the province to the community, by their codes."),
        one=_("register", "Add a division"),
        columns=(
            code(_("column", "Code"), _("column", "Twelve digits: 2+2+2+3+3."), 12),
            name(),
            word("kind", _("column", "Kind"), DIVISION_KIND),
            Column(
                name="parent_code",
                label=_("column", "Part of"),
                ask=Ask.DIVISION,
                needed=False,
            ),
            SINCE,
            UNTIL,
        ),
    ),
    Register.UNITS: Sheet(
        register=Register.UNITS,
        title=_("register", "Units"),
        hint=_("register", "Who answers for what, and who works there."),
        one=_("register", "Add a unit"),
        columns=(
            code(_("column", "Code"), _("column", "Your own choice, and never changed."), 48),
            name(),
            word("kind", _("column", "Kind"), UNIT_KIND),
            Column(
                name="parent_code",
                label=_("column", "Stands under"),
                ask=Ask.UNIT,
                needed=False,
                brief=False,
            ),
            Column(name="division_code", label=_("column", "Serves"), ask=Ask.DIVISION),
            Column(name="phone", label=_("column", "Phone"), needed=False, limit=32),
            SINCE,
        ),
    ),
    Register.GRIDS: Sheet(
        register=Register.GRIDS,
        title=_("register", "Grids"),
        hint=_("register", "Each with its outline and its public contact card."),
        one=_("register", "Add a grid"),
        columns=(
            code(
                _("column", "Code"),
                _("column", "The community's twelve digits and a number from 001 to 999."),
                15,
            ),
            name(),
            Column(name="worker_name", label=_("column", "Grid worker"), needed=False, limit=50),
            Column(name="worker_phone", label=_("column", "Phone"), needed=False, limit=32),
            Column(
                name="supervision_phone",
                label=_("column", "Supervision phone"),
                needed=False,
                limit=32,
            ),
            Column(
                name="outline",
                label=_("column", "Outline"),
                ask=Ask.OUTLINE,
                brief=False,
                hint=_("column", "A GeoJSON geometry, longitude first (WGS 84)."),
            ),
            SINCE,
        ),
    ),
    Register.BUILDINGS: Sheet(
        register=Register.BUILDINGS,
        title=_("register", "Buildings"),
        hint=_("register", "So that a place can be named by its building; never a flat."),
        one=_("register", "Add a building"),
        columns=(
            code(_("column", "Code"), _("column", "Your own choice, and never changed."), 48),
            name(),
            Column(
                name="grid_code",
                label=_("column", "Grid"),
                limit=15,
                hint=_("column", "The grid's fifteen digits."),
            ),
            SINCE,
            UNTIL,
        ),
    ),
    Register.STAFF: Sheet(
        register=Register.STAFF,
        title=_("register", "People and posts"),
        hint=_("register", "Who signs in, and who works where in which role."),
        one=_("register", "Open an account"),
        columns=(
            name(_("column", "User name"), "username", 64),
            name(limit=50),
            Column(name="unit_code", label=_("column", "Unit"), ask=Ask.UNIT),
            word("role", _("column", "Role"), ROLE),
            SINCE,
            Column(name="grid_codes", label=_("column", "Grids"), needed=False, limit=2000),
        ),
    ),
    Register.CATEGORIES: Sheet(
        register=Register.CATEGORIES,
        title=_("register", "Categories"),
        hint=_("register", "What a request can be about."),
        one=_("register", "Add a category"),
        columns=(
            code(_("column", "Code"), _("column", "Your own choice, and never changed.")),
            name(),
            Column(
                name="parent_code",
                label=_("column", "Stands under"),
                ask=Ask.CATEGORY,
                needed=False,
            ),
            Column(
                name="description",
                label=_("column", "What belongs here"),
                ask=Ask.LONG,
                needed=False,
                limit=500,
                brief=False,
            ),
            Column(
                name="keywords",
                label=_("column", "Words that people use"),
                needed=False,
                limit=500,
                brief=False,
                hint=_("column", "Several with semicolons."),
            ),
            word("public", _("column", "Shown on public pages"), YES_NO),
        ),
    ),
    Register.DUTIES: Sheet(
        register=Register.DUTIES,
        title=_("register", "Duty list"),
        hint=_("register", "What each unit must do, may only assist, or has given back."),
        one=_("register", "Add a duty"),
        columns=(
            code(_("column", "Code")),
            name(_("column", "Duty"), "title", 200),
            Column(name="unit_code", label=_("column", "Unit"), ask=Ask.UNIT),
            word("list_kind", _("column", "List"), LIST_KIND),
            BASED_ON,
        ),
    ),
    Register.CATALOGUE: Sheet(
        register=Register.CATALOGUE,
        title=_("register", "Dispatch catalogue"),
        hint=_("register", "Which unit leads for which category, where, and how urgent it is."),
        one=_("register", "Add a row"),
        columns=(
            Column(name="category_code", label=_("column", "Category"), ask=Ask.CATEGORY),
            Column(
                name="division_code",
                label=_("column", "Place"),
                ask=Ask.DIVISION,
                needed=False,
                hint=_("column", "Leave it empty where the row holds everywhere."),
            ),
            Column(
                name="lead",
                label=_("column", "Lead unit"),
                ask=Ask.UNIT,
                hint=_("column", "A unit, or @subdistrict for the office of the place."),
            ),
            Column(
                name="assist",
                label=_("column", "Assisting"),
                ask=Ask.UNITS,
                needed=False,
                limit=500,
                hint=_("column", "Codes with semicolons; @subdistrict and @community too."),
            ),
            word("tier", _("column", "Tier"), TIER),
            Column(
                name="duty_code",
                label=_("column", "Duty"),
                ask=Ask.DUTY,
                needed=False,
                brief=False,
                limit=64,
            ),
            BASED_ON,
        ),
    ),
    Register.CALENDAR: Sheet(
        register=Register.CALENDAR,
        title=_("register", "Calendar"),
        hint=_("register", "Which days are worked, year by year."),
        one=_("register", "Enter a day"),
        columns=(
            Column(name="date", label=_("column", "Day"), ask=Ask.DAY),
            word("kind", _("column", "Kind"), DAY_KIND),
        ),
    ),
    Register.PROFILES: Sheet(
        register=Register.PROFILES,
        title=_("register", "Profiles of time limits"),
        hint=_("register", "How long each step may take, each line with its source."),
        one=_("register", "Make a profile of your own"),
        columns=(
            name(_("column", "Profile"), "profile", 32),
            Column(name="profile_name", label=_("column", "Name"), brief=False, limit=200),
            Column(name="profile_source", label=_("column", "Source"), brief=False, limit=300),
            word(
                "profile_grade",
                _("column", "Grade of the source"),
                GRADE,
                brief=False,
            ),
            word(
                "default_tier",
                _("column", "Tier where nothing is said"),
                TIER,
                brief=False,
            ),
            word(
                "what",
                _("column", "What"),
                WHAT,
            ),
            Column(
                name="tier",
                label=_("column", "Tier"),
                ask=Ask.WORD,
                needed=False,
                choices=EVERY,
            ),
            Column(name="amount", label=_("column", "How much"), limit=12),
            Column(
                name="unit",
                label=_("column", "Counted in"),
                ask=Ask.WORD,
                needed=False,
                choices={"": "–", **UNIT_OF_TIME},
            ),
            word("basis", _("column", "Basis"), BASIS, brief=False),
            word("grade", _("column", "Grade"), GRADE),
            Column(name="source", label=_("column", "Source"), limit=300),
        ),
    ),
    Register.LIMITS: Sheet(
        register=Register.LIMITS,
        title=_("register", "Time limits in force"),
        hint=_("register", "Which profile holds in which division."),
        one=_("register", "Adopt a profile"),
        columns=(
            Column(
                name="division",
                label=_("column", "Division"),
                ask=Ask.DIVISION,
                needed=False,
                hint=_("column", "Leave it empty for all divisions."),
            ),
            Column(name="profile", label=_("column", "Profile"), ask=Ask.WORD, limit=32),
        ),
    ),
}
