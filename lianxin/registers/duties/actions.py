"""Taking in the duty registers from files: each file as a whole or not at all."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from django.db import models as tables

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of
from lianxin.registers.duties import queries, rules
from lianxin.registers.duties.models import (
    Catalogue,
    CatalogueRow,
    Category,
    Duty,
    DutyRegister,
    Listed,
)
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.models import Unit
from lianxin.registers.orgs.rules import UnitKind

R = TypeVar("R", bound=Listed)


@ledger.deed
def import_categories(
    *, rows: rules.Table, sha256: str, by: Actor, at: datetime, key: str
) -> Entry:
    """Make the category tree what a file says; a category that it lacks goes out of force."""
    rules.keepers_only(by)
    given = rules.check_tree(rows)
    register = _register(rules.Kept.CATEGORIES)
    counts = _merge(
        Category,
        {
            row.code: {
                "name": row.name,
                "description": row.description,
                "keywords": list(row.keywords),
                "public": row.public,
                "position": position,
            }
            for position, row in enumerate(given)
        },
    )
    parents = {row.code: row.parent_code for row in given}
    stored = Category.objects.in_bulk(list(parents), field_name="code")
    for code, row in stored.items():
        row.parent = stored.get(parents[code])
    Category.objects.bulk_update(stored.values(), ["parent"], batch_size=200)
    return _imported(register, counts, sha256=sha256, by=by, at=at, key=key)


@ledger.deed
def import_duties(*, rows: rules.Table, sha256: str, by: Actor, at: datetime, key: str) -> Entry:
    """Make the duty list what a file says; a duty that it lacks goes out of force."""
    rules.keepers_only(by)
    units = {unit.code: unit.pk for unit in orgs.units(day_of(at))}
    given = rules.check_duties(rows, units.keys())
    register = _register(rules.Kept.DUTIES)
    counts = _merge(
        Duty,
        {
            row.code: {
                "title": row.title,
                "unit_id": units[row.unit_code],
                "list_kind": row.list_kind.value,
                "legal_basis": row.legal_basis,
            }
            for row in given
        },
    )
    return _imported(register, counts, sha256=sha256, by=by, at=at, key=key)


@ledger.deed
def import_catalogue(
    *, rows: rules.Table, valid_from: date, sha256: str, by: Actor, at: datetime, key: str
) -> Entry:
    """Publish a new version of the dispatch catalogue, in force from a day on."""
    rules.keepers_only(by)
    _register(rules.Kept.CATALOGUE)
    units = {unit.code: unit for unit in orgs.units(day_of(at))}
    given = rules.check_catalogue(rows, _registers(units, day_of(at)))
    newest = queries.catalogues().first()
    catalogue = Catalogue.objects.create(
        version=newest.version + 1 if newest else 1,
        valid_from=valid_from,
        source_sha256=sha256,
    )
    categories = dict(Category.objects.values_list("code", "pk"))
    duties = dict(Duty.objects.values_list("code", "pk"))
    CatalogueRow.objects.bulk_create(
        CatalogueRow(
            catalogue=catalogue,
            category_id=categories[row.category_code],
            division_prefix=row.prefix,
            lead=row.lead,
            lead_unit=units.get(row.lead),
            assist=list(row.assist),
            tier=row.tier.value,
            duty_id=duties.get(row.duty_code),
            legal_basis=row.legal_basis,
        )
        for row in given
    )
    return ledger.record(
        rules.CATALOGUE_PUBLISHED,
        about=catalogue,
        by=by,
        at=at,
        key=key,
        version=catalogue.version,
        valid_from=valid_from,
        sha256=sha256,
        rows=len(given),
    )


def _register(kept: rules.Kept) -> DutyRegister:
    """Return a register under its lock and a new stamp, so that imports of it wait for each other."""
    row, _ = DutyRegister.objects.get_or_create(kind=kept)
    register = ledger.locked(DutyRegister.objects.all(), row.pk)
    register.stamp = secrets.token_hex(8)
    register.save(update_fields=["stamp"])
    return register


def _merge(kind: type[R], given: Mapping[str, Mapping[str, object]]) -> dict[str, int]:
    """Bring a table's rows to what is given for their codes, and count what that changed."""
    stored: dict[str, R] = {row.code: row for row in kind._default_manager.all()}
    added: list[R] = [kind(code=code, **says) for code, says in given.items() if code not in stored]
    changed: list[R] = [row for code, row in stored.items() if _says(row, given.get(code))]
    ended: list[R] = [row for code, row in stored.items() if code not in given and row.in_force]
    for row in ended:
        row.in_force = False
    fields = {name.removesuffix("_id"): None for says in given.values() for name in says}
    kind._default_manager.bulk_create(added)
    kind._default_manager.bulk_update([*changed, *ended], [*fields, "in_force"], batch_size=200)
    return {"added": len(added), "changed": len(changed), "ended": len(ended), "rows": len(given)}


def _says(row: tables.Model, says: Mapping[str, object] | None) -> bool:
    """Give a row its new values, if there are any, and tell whether one was another."""
    values = {**says, "in_force": True} if says else {}
    news = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in news.items():
        setattr(row, name, value)
    return bool(news)


def _imported(
    register: DutyRegister,
    counts: Mapping[str, int],
    *,
    sha256: str,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    return ledger.record(
        rules.IMPORTED,
        about=register,
        by=by,
        at=at,
        key=key,
        register=register.kind,
        sha256=sha256,
        rows=counts["rows"],
        added=counts["added"],
        changed=counts["changed"],
        ended=counts["ended"],
    )


def _registers(units: Mapping[str, Unit], on: date) -> rules.Registers:
    categories: Iterable[tuple[str, str | None]] = Category.objects.filter(
        in_force=True
    ).values_list("code", "parent__code")
    return rules.Registers(
        categories=dict(categories),
        units={code: UnitKind(unit.kind) for code, unit in units.items()},
        duties={
            duty.code: rules.KnownDuty(
                unit_code=duty.unit.code, list_kind=rules.ListKind(duty.list_kind)
            )
            for duty in Duty.objects.filter(in_force=True).select_related("unit")
        },
        divisions=set(orgs.divisions_in_force(on).values_list("code", flat=True)),
    )
