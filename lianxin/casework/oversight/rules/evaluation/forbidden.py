"""What no scheme may evaluate: the declared list, and the words by which a line is recognised."""

import unicodedata
from collections.abc import Mapping, Sequence

# Units are evaluated, never what their members do, believe or give, and nothing that reaches pay or post.
FORBIDDEN: Mapping[str, Sequence[str]] = {
    "attendance": (
        "出勤", "考勤", "签到", "到会", "参会率", "打卡", "缺席", "到场率", "参加率", "attendance",
    ),
    "study": (
        "学习", "学时", "心得", "培训时长", "考试", "答题", "读书笔记", "强国积分", "study hours",
    ),
    "belief": ("信仰", "宗教", "信教", "思想汇报", "政治面貌", "民族", "belief", "religio"),
    "donations": ("捐款", "捐赠", "捐物", "募捐", "党费", "献爱心", "donat"),
    "pay": ("工资", "薪酬", "绩效奖", "奖金", "晋升", "降职", "扣分到人", "salary", "bonus"),
    "persons": ("个人得分", "个人排名", "每名党员", "党员积分", "个人积分", "score of each member"),
}  # fmt: skip


def forbidden(*texts: str) -> tuple[str, str] | None:
    """Return what of the list a line is about and the word that says so, or None."""
    said = "".join(unicodedata.normalize("NFKC", text).casefold() for text in texts)
    plain = "".join(said.split())
    for about, words in FORBIDDEN.items():
        for word in words:
            if "".join(word.split()) in plain:
                return about, word
    return None
