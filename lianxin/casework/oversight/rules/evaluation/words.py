"""The codes of unit evaluation: what a line of a scheme is, where an evaluation stands, who does what to it."""

from enum import StrEnum


class What(StrEnum):
    """What a line of a scheme's file describes."""

    SCHEME = "scheme"  # 方案
    DOMAIN = "domain"  # 领域
    DIMENSION = "dimension"  # 维度
    INDICATOR = "indicator"  # 指标
    VETO = "veto"  # 否决项
    BAND = "band"  # 档次


class Scope(StrEnum):
    """Which requests a figure counts, as insight names them."""

    ASSESSED = "assessed"  # 考核口径
    ALL = "all"  # 全口径


class RoundState(StrEnum):
    """Where a round stands: its figures can still move, or are kept."""

    OPEN = "open"  # 进行中
    FIXED = "fixed"  # 数据已固定


class State(StrEnum):
    """Where the evaluation of one unit stands."""

    COLLECTING = "collecting"  # 收集与审核佐证
    SHOWN = "shown"  # 已告知结果
    APPEALED = "appealed"  # 申诉复核中
    CONFIRMED = "confirmed"  # 已确认
    PLANNED = "planned"  # 整改提升中
    RECHECKED = "rechecked"  # 已复查


class Step(StrEnum):
    """What somebody does to the evaluation of a unit."""

    HAND_IN = "hand-in"  # 提交佐证
    REVIEW = "review"  # 审核佐证
    JUDGE_VETO = "judge-veto"  # 认定否决项
    SHOW = "show"  # 告知结果
    APPEAL = "appeal"  # 申诉
    UPHOLD = "uphold"  # 申诉成立
    DISMISS = "dismiss"  # 申诉不成立
    CONFIRM = "confirm"  # 确认结果
    PLAN = "plan"  # 制定提升计划
    RECHECK = "recheck"  # 复查


class Lacking(StrEnum):
    """Why an indicator says nothing: it is "n/a", and never counted as bad."""

    NOT_FIXED = "not_fixed"  # the figures are not kept yet
    NOTHING_COUNTED = "nothing_counted"  # nothing to divide by
    TOO_FEW = "too_few"  # fewer than the scheme asks for
    FEW_STAFF = "few_staff"  # the figure would be that of persons
    NOT_JUDGED = "not_judged"  # nobody has reviewed the evidence
