"""Deeds on the policies: load profiles, and adopt one for a division from a day on."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound
from lianxin.foundation.time import day_of
from lianxin.registers.policies import models, queries, rules


@ledger.deed
def load_profiles(
    *,
    profiles: Sequence[rules.Profile] = rules.SHIPPED,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Load profiles, those shipped or a city's own; loading the same again changes nothing.

    A profile that has been adopted may gain lines and sources, but what it says stays.
    """
    rules.keepers_only(by)
    if not profiles:
        raise rules.NoProfiles
    register = _locked()
    for profile in profiles:
        _load(profile, rules.check(profile))
    return ledger.record(
        rules.PROFILES_LOADED,
        about=register,
        by=by,
        at=at,
        key=key,
        words={profile.code: _text(profile) for profile in profiles},
        profiles=len(profiles),
        limits=sum(len(profile.limits) for profile in profiles),
        digest=_digested(register),
    )


@ledger.deed
def adopt_profile(
    *,
    profile: str,
    division: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    key: str,
    seen: int,
) -> Entry:
    """Put a profile in force for a division ("" for all of them) from a day on."""
    rules.keepers_only(by)
    register = _locked(seen)
    row = models.Profile.objects.filter(code=profile).first()
    if row is None:
        raise NotFound(profile=profile)
    new = rules.Adoption(division=division, profile=profile, valid_from=valid_from)
    rules.adoptable(queries.adoptions(), new, day_of(at))
    models.InForce.objects.update_or_create(
        division=division, valid_from=valid_from, defaults={"profile": row}
    )
    return ledger.record(
        rules.PROFILE_ADOPTED,
        about=register,
        by=by,
        at=at,
        key=key,
        profile=profile,
        division=division,
        valid_from=valid_from,
        digest=_digested(register),
    )


def _locked(seen: int | None = None) -> models.PolicyRegister:
    register, _ = models.PolicyRegister.objects.get_or_create(code=queries.CODE)
    return ledger.locked(models.PolicyRegister.objects.all(), register.pk, seen=seen)


def _load(profile: rules.Profile, limits: rules.TimeLimits) -> None:
    old = models.Profile.objects.filter(code=profile.code).first()
    if old and models.InForce.objects.filter(profile=old).exists():
        rules.unchanged(rules.TimeLimits.of(queries.profile(old)), limits)
    row, _ = models.Profile.objects.update_or_create(
        code=profile.code,
        defaults={
            "name": profile.name,
            "source": profile.source,
            "grade": profile.grade,
            "default_tier": profile.default_tier,
        },
    )
    row.limits.all().delete()
    row.numbers.all().delete()
    models.Limit.objects.bulk_create(_limit(row, line) for line in profile.limits)
    models.Number.objects.bulk_create(_number(row, line) for line in profile.numbers)


def _limit(row: models.Profile, line: rules.Limit) -> models.Limit:
    return models.Limit(
        profile=row,
        step=line.step,
        tier=line.tier or "",
        amount=line.span.amount,
        unit=line.span.unit,
        basis=line.basis,
        grade=line.grade,
        source=line.source,
    )


def _number(row: models.Profile, line: rules.Number) -> models.Number:
    return models.Number(
        profile=row,
        figure=line.figure,
        amount=line.amount,
        basis=line.basis,
        grade=line.grade,
        source=line.source,
    )


def _text(profile: rules.Profile) -> str:
    return json.dumps(asdict(profile), default=str, ensure_ascii=False, sort_keys=True)


def _digested(register: models.PolicyRegister) -> str:
    profiles = models.Profile.objects.order_by("code")
    said = [_text(queries.profile(row)) for row in profiles]
    said += [_adoption(one) for one in queries.adoptions()]
    register.digest = rules.fingerprint(said)
    register.save(update_fields=["digest"])
    return register.digest


def _adoption(one: rules.Adoption) -> str:
    return f"{one.division} {one.valid_from} {one.profile}"
