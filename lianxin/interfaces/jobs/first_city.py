"""The first rows of a new installation: a city, its hotline, and somebody who fills in the rest on pages."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries
from lianxin.registers.orgs.rules import UnitKind, padded, significant

BY = Actor.system("setup")
HOTLINE = ("hotline", "12345政务服务便民热线中心")
PROVINCE = 2  # digits


class ProvinceMissing(Exception):
    """A city lies in a province, and nobody has said which."""


def make(*, code: str, name: str, province: str, username: str, at: datetime) -> str:
    """Make the city, the hotline and the first administrator, and return a one-time password.

    What is there already stays; the administrator gets another password each time.
    """
    rows = list(_divisions(code, name, province, at))
    if rows:
        orgs.import_divisions(rows=rows, **_frame("divisions", at))
    if not queries.units(day_of(at)).filter(kind=UnitKind.HOTLINE).exists():
        orgs.import_units(rows=[(1, _hotline(code))], **_frame("units", at))
    hotline = queries.units(day_of(at)).filter(kind=UnitKind.HOTLINE).first()
    post = {
        "username": username,
        "name": username,
        "unit_code": hotline.code if hotline else HOTLINE[0],
        "role": Role.ADMINISTRATOR.value,
    }
    orgs.import_staff(rows=[(1, post)], **_frame("staff", at))
    return _password(username, at)


def _divisions(
    code: str, name: str, province: str, at: datetime
) -> Iterator[tuple[int, dict[str, str]]]:
    above = padded(code[:PROVINCE])
    known = set(queries.division_names([code, above], day_of(at)))
    if above not in known and above != code:
        if not province:
            raise ProvinceMissing
        yield 1, {"code": above, "name": province, "parent_code": ""}
    if code not in known:
        top = len(significant(code)) == PROVINCE
        yield 2, {"code": code, "name": name, "parent_code": "" if top else above}


def _hotline(code: str) -> dict[str, str]:
    unit, name = HOTLINE
    kind = UnitKind.HOTLINE.value
    return {"code": unit, "name": name, "kind": kind, "parent_code": "", "division_code": code}


def _frame(what: str, at: datetime) -> dict[str, Any]:
    return {"sha256": "", "by": BY, "at": at, "key": f"setup:{what}:{at.isoformat()}"}


def _password(username: str, at: datetime) -> str:
    staff = queries.staff_member(username)
    if staff is None:
        raise LookupError(username)
    said = secrets.token_urlsafe(12)
    given = {"by": BY, "at": at, "key": f"setup:password:{username}:{at.isoformat()}"}
    orgs.set_password(staff_id=staff.pk, hashed=make_password(said), one_time=True, **given)  # type: ignore[arg-type]
    return said
