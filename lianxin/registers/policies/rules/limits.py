"""A profile of limits: how long each step may take, the numbers beside them, and who says so."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import Unit

LONGEST = 100_000  # of any unit: beyond it somebody mistyped
CODE = re.compile(r"[a-z][a-z0-9-]{1,31}")


class ImpossibleSpan(Refusal):
    """A limit is a whole number, not negative and not absurd."""


class IncompleteProfile(Refusal):
    """A profile must say something about every step and every number."""


class SaidTwice(Refusal):
    """A profile says two things about one step and tier, or one number."""


class WeightsDoNotAddUp(Refusal):
    """The weights of the three rates must add up to one."""


class NotAProfileCode(Refusal):
    """A profile is known by small letters, digits and hyphens."""


class NoLimit(Refusal):
    """The profile in force says nothing about this step: it was loaded before the step existed."""


class Tier(StrEnum):
    """How pressing a matter is; the dispatch catalogue gives each category one."""

    URGENT = "urgent"  # danger to life or property
    ESSENTIAL = "essential"  # water, power, gas, heat
    GENERAL = "general"
    COMPLEX = "complex"


class Step(StrEnum):
    """What takes time: the promise to the resident, each step of the loop, and each review."""

    PROMISE = "promise"  # from intake to the reply, by tier
    MEDIA_ANSWERED = "media_answered"
    MAILBOX_ANSWERED = "mailbox_answered"
    DIRECT_ANSWER = "direct_answer"
    SECOND_CHECK = "second_check"  # of "not accepted"
    TRIAGE_MEETING = "triage_meeting"
    DISPATCH = "dispatch"
    SIGN_IN = "sign_in"
    RETURN_WINDOW = "return_window"
    RETURN_REVIEW = "return_review"
    FIRST_CONTACT = "first_contact"
    WHISTLE_ANSWER = "whistle_answer"
    EXTENSION = "extension"  # how much one extension adds
    EXTENSIONS_AT_MOST = "extensions_at_most"  # how much all of them may add
    EXTENSION_REVIEW = "extension_review"
    HOLD_DECISION = "hold_decision"
    HOLD_REVIEW = "hold_review"
    TERMINATION_REVIEW = "termination_review"
    WAITING_RESIDENT = "waiting_resident"
    WAITING_REMINDER = "waiting_reminder"
    HURRY_ANSWERED = "hurry_answered"  # what a requester who asks to hurry is told
    HURRY_AGAIN = "hurry_again"  # how long after one hurry the next
    REPLY_AUDIT = "reply_audit"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_ANONYMOUS = "follow_up_anonymous"
    REWORK = "rework"
    OBJECTION_WINDOW = "objection_window"
    OBJECTION_REVIEW = "objection_review"
    NOT_ACCEPTED_OBJECTION_WINDOW = "not_accepted_objection_window"
    NOT_ACCEPTED_OBJECTION_REVIEW = "not_accepted_objection_review"
    EXCLUSION_WINDOW = "exclusion_window"  # after the end, for a unit to propose one
    EXCLUSION_REVIEW = "exclusion_review"  # for each of the two who agree
    ORDER_ANSWER = "order_answer"  # of a unit, to a supervisor's order
    DUE_SOON = "due_soon"  # the yellow card, before the deadline
    CONTACT_KEPT = "contact_kept"  # then the contact is erased
    TICKET_KEPT = "ticket_kept"  # then the ticket is de-identified
    MESSAGE_KEPT = "message_kept"  # that a message was sent; its text is never kept
    RIGHT_ANSWERED = "right_answered"  # what a requester asks a person about their data
    ASSESSMENT_KEPT = "assessment_kept"  # at least
    SIGN_IN_KEPT = "sign_in_kept"  # who of the staff signed in, from which address


class Figure(StrEnum):
    """What counts without being a span: tries, shares, weights and windows."""

    PHONE_ANSWERED_SECONDS = "phone_answered_seconds"
    ASSIST_SHARE = "assist_share"  # of the lead unit's time
    EXTENSIONS = "extensions"
    AUTOMATIC_REWORKS = "automatic_reworks"
    FOLLOW_UP_TRIES = "follow_up_tries"
    FOLLOW_UP_DAYS = "follow_up_days"  # on at least so many different days
    RESPONSE_WEIGHT = "response_weight"
    RESOLUTION_WEIGHT = "resolution_weight"
    SATISFACTION_WEIGHT = "satisfaction_weight"
    BASICALLY_SATISFIED = "basically_satisfied"  # what such an answer counts
    ASSESSMENT_FROM_DAY = "assessment_from_day"  # of the month before, 00:00
    DAILY_REPORT_HOUR = "daily_report_hour"  # from that hour of the day before


class Basis(StrEnum):
    """What kind of rule stands behind a number."""

    LAW = "law"
    LOCAL = "local"  # a local rule, of the place that the source names
    STANDARD = "standard"
    PRACTICE = "practice"
    DEFAULT = "default"  # ours, for want of a rule


class Grade(StrEnum):
    """How sure the source is: primary text read, official excerpt, secondary, not confirmed."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@dataclass(frozen=True)
class Span:
    """So many minutes, hours, working days or calendar days."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if type(self.amount) is not int or not 0 <= self.amount <= LONGEST:
            raise ImpossibleSpan(amount=self.amount)


@dataclass(frozen=True)
class Limit:
    """How long one step may take, for one tier or (None) for every tier that has no own line."""

    step: Step
    tier: Tier | None
    span: Span
    basis: Basis
    grade: Grade
    source: str


@dataclass(frozen=True)
class Number:
    """One figure and who says so."""

    figure: Figure
    amount: Decimal
    basis: Basis
    grade: Grade
    source: str


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How the three rates make one score."""

    response: Decimal
    resolution: Decimal
    satisfaction: Decimal
    basically_satisfied: Decimal


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A set of limits and numbers under a name, with its source and the grade of that source."""

    code: str
    name: str
    source: str
    grade: Grade
    default_tier: Tier
    limits: tuple[Limit, ...]
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class TimeLimits:
    """A profile in use: what casework asks."""

    profile: Profile
    by_step: Mapping[tuple[Step, Tier | None], Limit]
    by_figure: Mapping[Figure, Number]

    @classmethod
    def of(cls, profile: Profile) -> "TimeLimits":
        """Return a profile ready to be asked."""
        by_step = {(limit.step, limit.tier): limit for limit in profile.limits}
        by_figure = {number.figure: number for number in profile.numbers}
        return cls(profile, MappingProxyType(by_step), MappingProxyType(by_figure))

    @property
    def default_tier(self) -> Tier:
        """Return the tier of the promise at intake where the category gives none."""
        return self.profile.default_tier

    def promise(self, tier: Tier | None = None) -> Span:
        """Return what the resident is promised at intake."""
        return self.span(Step.PROMISE, tier or self.default_tier)

    def span(self, step: Step, tier: Tier | None = None) -> Span:
        """Return how long a step may take."""
        return self.limit(step, tier).span

    def limit(self, step: Step, tier: Tier | None = None) -> Limit:
        """Return a step's limit with its source: the tier's own line, else that for all."""
        found = self.by_step.get((step, tier)) or self.by_step.get((step, None))
        if found is None:
            raise NoLimit(profile=self.profile.code, step=step)
        return found

    def number(self, figure: Figure) -> Decimal:
        """Return a figure."""
        if (found := self.by_figure.get(figure)) is None:
            raise NoLimit(profile=self.profile.code, step=figure)
        return found.amount

    def count(self, figure: Figure) -> int:
        """Return a figure that counts whole things."""
        return int(self.number(figure))

    @property
    def weights(self) -> Weights:
        """Return how the three rates make one score."""
        return Weights(
            response=self.number(Figure.RESPONSE_WEIGHT),
            resolution=self.number(Figure.RESOLUTION_WEIGHT),
            satisfaction=self.number(Figure.SATISFACTION_WEIGHT),
            basically_satisfied=self.number(Figure.BASICALLY_SATISFIED),
        )


def check(profile: Profile) -> TimeLimits:
    """Return a profile ready to be asked, or refuse one with gaps, doubles or odd weights."""
    if not CODE.fullmatch(profile.code):
        raise NotAProfileCode(profile=profile.code)
    _once_each(profile)
    limits = TimeLimits.of(profile)
    try:
        for step in Step:
            for tier in Tier:
                limits.limit(step, tier)
        for figure in Figure:
            limits.number(figure)
    except NoLimit as gap:
        raise IncompleteProfile(**gap.facts) from gap
    weights = limits.weights
    total = weights.response + weights.resolution + weights.satisfaction
    if total != 1:
        raise WeightsDoNotAddUp(profile=profile.code, total=total)
    return limits


def _once_each(profile: Profile) -> None:
    said = Counter((str(limit.step), limit.tier) for limit in profile.limits)
    said.update((str(number.figure), None) for number in profile.numbers)
    (what, _), times = said.most_common(1)[0] if said else (("", None), 0)
    if times > 1:
        raise SaidTwice(profile=profile.code, step=what)
