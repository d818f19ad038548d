"""The codes of a matter: its states, what somebody does to it, and how large its place is."""

from enum import StrEnum


class State(StrEnum):
    """Where a matter stands."""

    OPEN = "open"  # 处理中
    REPLIED = "replied"  # 已答复
    CLOSED = "closed"  # 已结束


class Kind(StrEnum):
    """What a matter is: one problem at one place, or a theme that is taken up as a whole."""

    PROBLEM = "problem"  # 事项
    MONTHLY_TOPIC = "monthly_topic"  # 每月一题
    PROACTIVE_ACTION = "proactive_action"  # 未诉先办


class Step(StrEnum):
    """What somebody does to a matter."""

    OPEN = "open"  # 建立
    REVISE = "revise"  # 修改
    PLAN = "plan"  # 更新计划
    ANNOUNCE = "announce"  # 拟公告
    PUBLISH = "publish"  # 复核并公开
    HIDE = "hide"  # 撤下公开
    GATHER = "gather"  # 批量并入
    SCATTER = "scatter"  # 撤销批量并入
    SET_TASK = "set_task"  # 下达任务
    END_TASK = "end_task"  # 完成任务
    DRAFT = "draft"  # 拟答复
    REPLY = "reply"  # 统一答复
    CLOSE = "close"  # 结束
    REOPEN = "reopen"  # 重新打开


class PlaceKind(StrEnum):
    """How large the place is: never a dwelling, never a person."""

    BUILDING = "building"  # 楼栋
    COMPOUND = "compound"  # 小区、院落
    STREET = "street"  # 路段
    GRID = "grid"  # 网格
    COMMUNITY = "community"  # 社区
    TOWN = "town"  # 街道、乡镇
    WIDER = "wider"  # 区县、全市


NAMED = frozenset({PlaceKind.BUILDING, PlaceKind.COMPOUND, PlaceKind.STREET})  # in words
