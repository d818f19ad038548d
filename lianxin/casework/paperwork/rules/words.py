"""The codes of a table that is asked for: its states, what is done to it, its rhythm, its kinds of field."""

from enum import StrEnum


class State(StrEnum):
    """Where a table stands in the registry."""

    NOTED = "noted"  # 未登记的报表：asked for, but nobody has registered it
    PROPOSED = "proposed"  # 待审核
    CHECKED = "checked"  # 已审核
    REFUSED = "refused"  # 不予登记
    OPEN = "open"  # 填报中
    PAUSED = "paused"  # 暂停
    ENDED = "ended"  # 已停报


class Step(StrEnum):
    """What somebody does to a table."""

    PROPOSE = "propose"  # 申请登记
    NOTE = "note"  # 反映未登记报表
    CHECK = "check"  # 审核
    REFUSE = "refuse"  # 不予登记
    OPEN = "open"  # 开始填报
    PAUSE = "pause"  # 暂停
    RESUME = "resume"  # 恢复
    END = "end"  # 停报
    SET_TEMPLATE = "set_template"  # 上传样表
    SAVE = "save"  # 暂存
    HAND_IN = "hand_in"  # 报送
    CORRECT = "correct"  # 更正


class Rhythm(StrEnum):
    """How often a table is asked for."""

    ONCE = "once"  # 一次性
    MONTHLY = "monthly"  # 每月
    QUARTERLY = "quarterly"  # 每季度
    YEARLY = "yearly"  # 每年


class Kind(StrEnum):
    """What stands in a field."""

    NUMBER = "number"  # 数字
    TEXT = "text"  # 文字
    DAY = "day"  # 日期
    YES_NO = "yes_no"  # 是否
    PHOTOS = "photos"  # 照片张数


class Topic(StrEnum):
    """What no table asks about a person, whatever the basis."""

    ETHNICITY = "ethnicity"  # 民族
    RELIGION = "religion"  # 宗教信仰
    POLITICS = "politics"  # 政治面貌
    HEALTH = "health"  # 健康
    ATTENDANCE = "attendance"  # 出勤
    STUDY = "study"  # 学习
