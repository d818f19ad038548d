"""The vocabulary of a ticket: states, steps, kinds, channels, outcomes and reasons."""

from enum import StrEnum


class State(StrEnum):
    """Where a ticket stands (part C of the domain notes); reviews stand beside it as proposals."""

    RECEIVED = "received"  # 已接收
    TRIAGE_MEETING = "triage_meeting"  # 派前会商
    ANSWERED = "answered"  # 即时答复
    EMERGENCY_HANDOFF = "emergency_handoff"  # 转紧急热线
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    DISPATCHED = "dispatched"  # 已派待签
    SIGNED = "signed"  # 已签收
    HANDLING = "handling"  # 办理中
    CO_HANDLING = "co_handling"  # 会办中
    WAITING_RESIDENT = "waiting_resident"  # 待诉求人补充
    HOLD = "hold"  # 挂账
    REPLIED = "replied"  # 已答复待审
    FOLLOW_UP = "follow_up"  # 待回访
    REWORK = "rework"  # 重办
    ESCALATED = "escalated"  # 提级
    CLOSED = "closed"  # 办结
    WITHDRAWN = "withdrawn"  # 已撤回
    ARCHIVED = "archived"  # 归档（去标识）


ENDED = frozenset(
    {State.ANSWERED, State.EMERGENCY_HANDOFF, State.NOT_ACCEPTED, State.CLOSED, State.WITHDRAWN}
)
RATEABLE = ENDED - {State.WITHDRAWN}
OPEN = frozenset(State) - ENDED - {State.ARCHIVED}
PAUSED = frozenset({State.HOLD, State.WAITING_RESIDENT})  # the requester's clock stands still


class Step(StrEnum):
    """What somebody does to a ticket."""

    RECEIVE = "receive"  # 接收
    ADD = "add"  # 补充
    HURRY = "hurry"  # 催办
    ANSWER_HURRY = "answer_hurry"  # 答复催办
    ACCEPT = "accept"  # 受理
    SPLIT = "split"  # 拆单
    ANSWER = "answer"  # 直接答复
    HAND_OFF = "hand_off"  # 转紧急热线
    PROPOSE_DECLINE = "propose_decline"  # 提出不予受理
    GRANT_DECLINE = "grant_decline"  # 复核同意不予受理
    REFUSE_DECLINE = "refuse_decline"  # 复核应予受理
    MEET = "meet"  # 派前会商
    DISPATCH = "dispatch"  # 派单
    SIGN = "sign"  # 签收
    ASK_RETURN = "ask_return"  # 申请退单
    GRANT_RETURN = "grant_return"  # 同意退单并改派
    REFUSE_RETURN = "refuse_return"  # 不同意退单并指定承办
    CONTACT = "contact"  # 先行联系
    CO_HANDLE = "co_handle"  # 会办
    CO_HANDLED = "co_handled"  # 会办结束
    WHISTLE = "whistle"  # 吹哨提级
    ANSWER_WHISTLE = "answer_whistle"  # 报到
    ASK_EXTENSION = "ask_extension"  # 申请延期
    GRANT_EXTENSION = "grant_extension"  # 同意延期
    REFUSE_EXTENSION = "refuse_extension"  # 不同意延期
    ASK_HOLD = "ask_hold"  # 申请挂账
    PUT_ON_HOLD = "put_on_hold"  # 同意挂账
    REFUSE_HOLD = "refuse_hold"  # 不同意挂账
    TAKE_BACK = "take_back"  # 收回机器派单
    RELEASE_HOLD = "release_hold"  # 销账
    ASK_RESIDENT = "ask_resident"  # 请诉求人补充
    REMIND = "remind"  # 提醒诉求人
    RESIDENT_ANSWERS = "resident_answers"  # 诉求人已补充
    END_WAITING = "end_waiting"  # 等待期满
    ASK_TERMINATION = "ask_termination"  # 申请终止办理
    TERMINATE = "terminate"  # 同意终止办理
    REFUSE_TERMINATION = "refuse_termination"  # 不同意终止办理
    REPORT_STAGE = "report_stage"  # 协办单位反馈
    REPLY = "reply"  # 答复
    PASS_AUDIT = "pass_audit"  # 答复审核通过  # noqa: S105
    FAIL_AUDIT = "fail_audit"  # 答复审核退回
    TRY_CALL = "try_call"  # 登记联系情况
    GIVE_UP = "give_up"  # 联系不上
    CONFIRM = "confirm"  # 确认
    DISPUTE = "dispute"  # 不认可
    SEND_BACK = "send_back"  # 提级后交办
    EXPLAIN = "explain"  # 提级后说明办结
    RATE = "rate"  # 评价
    OBJECT = "object"  # 提出异议
    UPHOLD = "uphold"  # 异议成立
    DISMISS = "dismiss"  # 异议不成立
    WITHDRAW = "withdraw"  # 撤回
    RECOMPUTE = "recompute"  # 按公布的日历重算期限
    JOIN = "join"  # 并入事项
    LEAVE = "leave"  # 移出事项
    LET_GO = "let_go"  # 转为单独办理
    REPLY_BY_MATTER = "reply_by_matter"  # 随事项统一答复
    MOVE = "move"  # 随职能划转
    WRITE_DOWN = "write_down"  # 录音记录
    CORRECT = "correct"  # 更正
    ASK_ERASURE = "ask_erasure"  # 申请删除（到期删除）
    ASK_RIGHT = "ask_right"  # 个人信息申请
    ANSWER_RIGHT = "answer_right"  # 答复个人信息申请
    PROPOSE_EXCLUSION = "propose_exclusion"  # 申请剔除
    APPROVE_EXCLUSION = "approve_exclusion"  # 同意剔除
    REFUSE_EXCLUSION = "refuse_exclusion"  # 不同意剔除
    SUPERVISE = "supervise"  # 督办
    ANSWER_ORDER = "answer_order"  # 督办反馈
    NOTE = "note"  # 内部备注
    READ_NOTE = "read_note"  # 阅备注
    REVISIT = "revisit"  # 随机复访
    QUESTION_RESULT = "question_result"  # 复访结果不符，提请复核
    BLANK = "blank"  # 隐去他人信息
    ARCHIVE = "archive"  # 归档


class Proposal(StrEnum):
    """What may wait for somebody's decision beside the state."""

    DECLINE = "decline"  # 不予受理复核
    RETURN = "return"  # 退单审核
    EXTENSION = "extension"  # 延期审核
    HOLD = "hold"  # 挂账审核
    TERMINATION = "termination"  # 终止办理审核
    OBJECTION = "objection"  # 异议复核
    EXCLUSION = "exclusion"  # 剔除审核（两人同意）


class Exclusion(StrEnum):
    """Why a ticket does not count in the assessment of a unit; never because of who asked."""

    NOT_FOUND = "not_found"  # 经现场核实，反映的情况不存在
    NOT_ITS_DUTY = "not_its_duty"  # 不属该单位职责（派单有误）
    NO_BASIS = "no_basis"  # 现行法律政策不支持
    CONDITIONS = "conditions"  # 客观条件暂不具备（立项、资金、季节等）
    LEGAL_CHANNEL = "legal_channel"  # 属民事纠纷或须经法定途径
    FORCE_MAJEURE = "force_majeure"  # 不可抗力
    SAME_EVENT = "same_event"  # 同一事件的多件诉求，只计一件


class Right(StrEnum):
    """What a requester may ask a person about their data (PIPL 44 to 48)."""

    ACCESS = "access"  # 查阅、复制
    CORRECTION = "correction"  # 更正他人所写
    ERASURE = "erasure"  # 删除其中一部分
    EXPLANATION = "explanation"  # 说明处理规则
    MACHINE = "machine"  # 对机器建议要求人工说明或决定


class Obstacle(StrEnum):
    """What still needs the words of a request that its requester wants erased."""

    AT_WORK = "at_work"  # somebody deals with it
    ON_HOLD = "on_hold"  # it waits, with a day on which it is looked at again
    UNDER_REVIEW = "under_review"  # a decision on it is still to come
    OBJECTION = "objection"  # the requester can still object


class Kind(StrEnum):
    """What the resident wants (GB/T 33358)."""

    INQUIRY = "inquiry"  # 咨询
    HELP = "help"  # 求助
    COMPLAINT = "complaint"  # 投诉
    TIP_OFF = "tip_off"  # 举报
    SUGGESTION = "suggestion"  # 建议
    COMMENDATION = "commendation"  # 表扬


class Channel(StrEnum):
    """The door through which the request came in."""

    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"
    GRID = "grid"
    IMPORT = "import"


class Privacy(StrEnum):
    """Who may reach the requester."""

    OPEN = "open"
    CONFIDENTIAL = "confidential"  # the handler reaches the requester only through the platform
    ANONYMOUS = "anonymous"  # nobody can: number and query code are all there is


class Reach(StrEnum):
    """How the requester can be asked."""

    PHONE = "phone"
    PAGE = "page"  # a question on the progress page


class Outcome(StrEnum):
    """How a closed ticket ended, in the requester's eyes."""

    RESOLVED = "resolved"
    PARTLY = "partly"
    EXPLAINED = "explained"
    UNREACHABLE = "unreachable"


# what a requester who was reached can have said; by their place in the code of a stratum: never reorder
CLAIMS = (Outcome.RESOLVED, Outcome.PARTLY, Outcome.EXPLAINED)


class Decline(StrEnum):
    """Why a request may be not accepted; never because of who asks."""

    EMERGENCY = "N1"  # for an emergency line
    LEGAL_CHANNEL = "N2"  # litigation, arbitration, discipline, reconsideration, disclosure
    PETITION = "N3"  # already in petitioning (信访)
    SAME_MATTER = "N4"  # the same matter without new facts: tell the result
    SECRETS = "N5"  # state, work or commercial secrets, privacy
    MARKET = "N6"  # outside public duty: market or social channel
    UNLAWFUL = "N7"  # unlawful or against public morals
    ELSEWHERE = "N8"  # outside the area: pass on
    OTHER_LAW = "N9"  # other, by law: cite it


class Hold(StrEnum):
    """Why a matter cannot be solved for now; never for want of hands, which an extension is for."""

    PROJECT = "project"  # 需立项或工程改造
    PROCEDURE = "procedure"  # 需走法定程序
    DISPUTE = "dispute"  # 权属或纠纷未决
    CONSENT = "consent"  # 需业主等同意
    SEASON = "season"  # 受季节或天气限制
    RULES = "rules"  # 政策或标准未明确
    OTHER = "other"  # 其他客观原因


class Line(StrEnum):
    """The emergency lines."""

    POLICE = "110"
    FIRE = "119"
    MEDICAL = "120"
    TRAFFIC = "122"


class Way(StrEnum):
    """How a unit made first contact."""

    PHONE = "phone"
    VISIT = "visit"
    PAGE = "page"


class Shot(StrEnum):
    """When a photo was taken that proves what was done."""

    BEFORE = "before"  # 处理前
    AFTER = "after"  # 处理后


class Attempt(StrEnum):
    """What came of trying to reach the requester."""

    REACHED = "reached"  # 已联系上
    NO_ANSWER = "no_answer"  # 无人接听、无人在场
    WRONG_NUMBER = "wrong_number"  # 号码或地址有误
    LATER = "later"  # 请另约时间


class Revisited(StrEnum):
    """What came of a re-visit, against what was claimed when the ticket was closed."""

    AGREES = "agrees"  # 与办结结果一致
    DISAGREES = "disagrees"  # 与办结结果不符
    UNREACHABLE = "unreachable"  # 联系不上
    REFUSED = "refused"  # 不愿接受复访


UNANSWERED = frozenset({Attempt.NO_ANSWER, Attempt.WRONG_NUMBER})
# Where to have reached the requester is a step of its own: the first contact, or what they say.
HAS_ITS_STEP = frozenset({State.SIGNED, State.REWORK, State.FOLLOW_UP})
