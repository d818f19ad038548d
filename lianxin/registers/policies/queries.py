"""Reads of the policies: the limits in force for a division on a day, and all of them for a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lianxin.foundation.memory import while_unchanged
from lianxin.foundation.time import Unit
from lianxin.registers.policies import models, rules

CODE = "all"


@dataclass(frozen=True, kw_only=True)
class Policies:
    """Everything that the register says."""

    profiles: Mapping[str, rules.TimeLimits]
    adoptions: tuple[rules.Adoption, ...]

    def in_force(self, on: date) -> dict[str, rules.TimeLimits]:
        """Return the limits in force on a day, by the division that adopted them ("" is all)."""
        divisions = {one.division for one in self.adoptions if one.valid_from <= on}
        return {division: self.limits(division, on) for division in divisions}

    def limits(self, division_code: str, on: date) -> rules.TimeLimits:
        """Return the limits in force for a division on a day, or refuse."""
        ruling = rules.in_force(self.adoptions, division_code, on)
        if ruling is None:
            raise rules.NoProfileInForce(division=division_code, on=on)
        return self.profiles[ruling.profile]


def register() -> models.PolicyRegister | None:
    """Return the register as a whole; None before the first load."""
    return models.PolicyRegister.objects.filter(code=CODE).first()


def seq() -> int:
    """Return where the register stands: what a form about it has seen."""
    found = register()
    return found.seq if found else 0


def limits(division_code: str, on: date) -> rules.TimeLimits:
    """Return the limits in force for a division ("" for none in particular) on a day, or refuse."""
    return policies().limits(division_code, on)


def _digest() -> str:
    found = models.PolicyRegister.objects.filter(code=CODE).values_list("digest", flat=True)
    return found.first() or ""


@while_unchanged(_digest)
def policies() -> Policies:
    """Return everything the register says: one small query, and its lines only when they changed."""
    rows = models.Profile.objects.order_by("code").prefetch_related("limits", "numbers")
    profiles = {row.code: rules.TimeLimits.of(profile(row)) for row in rows}
    return Policies(profiles=profiles, adoptions=adoptions())


def adoptions() -> tuple[rules.Adoption, ...]:
    """Return which profile is in force where from when, as the table has it now."""
    rows = models.InForce.objects.order_by("division", "valid_from").select_related("profile")
    return tuple(
        rules.Adoption(division=row.division, profile=row.profile.code, valid_from=row.valid_from)
        for row in rows
    )


def profile(row: models.Profile) -> rules.Profile:
    """Return a profile's row and its lines as the rules speak of them."""
    return rules.Profile(
        code=row.code,
        name=row.name,
        source=row.source,
        grade=rules.Grade(row.grade),
        default_tier=rules.Tier(row.default_tier),
        limits=tuple(_limit(line) for line in sorted(row.limits.all(), key=_step)),
        numbers=tuple(_number(line) for line in sorted(row.numbers.all(), key=_figure)),
    )


def _step(row: models.Limit) -> tuple[str, str]:
    return row.step, row.tier


def _figure(row: models.Number) -> str:
    return row.figure


def _limit(row: models.Limit) -> rules.Limit:
    return rules.Limit(
        step=rules.Step(row.step),
        tier=rules.Tier(row.tier) if row.tier else None,
        span=rules.Span(row.amount, Unit(row.unit)),
        basis=rules.Basis(row.basis),
        grade=rules.Grade(row.grade),
        source=row.source,
    )


def _number(row: models.Number) -> rules.Number:
    return rules.Number(
        figure=rules.Figure(row.figure),
        amount=row.amount,
        basis=rules.Basis(row.basis),
        grade=rules.Grade(row.grade),
        source=row.source,
    )


def table() -> dict[str, Mapping[str, str]]:
    """Return every line of every profile as a file says it, by profile, step or figure, and tier."""
    found = policies().profiles
    lines: list[rules.Limit | rules.Number]
    said: dict[str, Mapping[str, str]] = {}
    for code, limits_ in sorted(found.items()):
        one = limits_.profile
        lines = [*one.limits, *one.numbers]
        for line in lines:
            row = {**_head(one), **_line(line)}
            said[f"{code}~{row['what']}~{row['tier']}"] = row
    return said


def _head(one: rules.Profile) -> dict[str, str]:
    return {
        "profile": one.code,
        "profile_name": one.name,
        "profile_source": one.source,
        "profile_grade": one.grade.value,
        "default_tier": one.default_tier.value,
    }


def _line(line: rules.Limit | rules.Number) -> dict[str, str]:
    basis = {"basis": line.basis.value, "grade": line.grade.value, "source": line.source}
    if isinstance(line, rules.Number):
        amount = f"{line.amount.normalize():f}"
        return {"what": line.figure.value, "tier": "", "amount": amount, "unit": "", **basis}
    tier = line.tier.value if line.tier else ""
    amount, unit = str(line.span.amount), line.span.unit.value
    return {"what": line.step.value, "tier": tier, "amount": amount, "unit": unit, **basis}


def adopted(on: date) -> dict[str, Mapping[str, str]]:
    """Return which profile each division has adopted by a day, by the division's leading digits."""
    found = [one for one in adoptions() if one.valid_from <= on]
    return {one.division: {"division": one.division, "profile": one.profile} for one in found}
