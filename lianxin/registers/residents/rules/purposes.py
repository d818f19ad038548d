"""The register of purposes: for each class of data why it is kept, on what ground, and who sees it.

How long it is kept stands beside it in `retention.TABLE`; together they are the page that the public reads
(PIPL 7, 17; 网络数据安全管理条例 21).
"""

from dataclasses import dataclass
from enum import StrEnum

from lianxin.registers.residents.rules.retention import TABLE, Data, Rule


class Ground(StrEnum):
    """What allows the data to be kept."""

    DUTY = "duty"  # needed for a statutory duty (PIPL 13-3)
    CONSENT = "consent"  # given, and can be taken back
    SECURITY = "security"  # needed to keep the platform safe (PIPL 51)


class Reader(StrEnum):
    """Who sees it."""

    REQUESTER = "requester"
    HOTLINE = "hotline"
    UNIT = "unit"  # the unit in charge, while it is in charge
    AUDITOR = "auditor"
    NOBODY = "nobody"  # only the program


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One line of the register."""

    rule: Rule
    ground: Ground
    readers: tuple[Reader, ...]


_OF = {rule.data: rule for rule in TABLE}
R = Reader
REGISTER = (
    Purpose(
        rule=_OF[Data.REQUEST],
        ground=Ground.DUTY,
        readers=(R.REQUESTER, R.HOTLINE, R.UNIT, R.AUDITOR),
    ),
    Purpose(
        rule=_OF[Data.CONTACT],
        ground=Ground.CONSENT,
        readers=(R.REQUESTER, R.HOTLINE, R.UNIT),
    ),
    Purpose(rule=_OF[Data.MANDATE], ground=Ground.CONSENT, readers=(R.REQUESTER,)),
    Purpose(rule=_OF[Data.MESSAGE], ground=Ground.DUTY, readers=(R.REQUESTER, R.HOTLINE)),
    Purpose(rule=_OF[Data.SOUND], ground=Ground.CONSENT, readers=(R.REQUESTER, R.HOTLINE)),
    Purpose(rule=_OF[Data.NEWS], ground=Ground.CONSENT, readers=(R.NOBODY,)),
    Purpose(rule=_OF[Data.SESSION], ground=Ground.SECURITY, readers=(R.NOBODY,)),
    Purpose(rule=_OF[Data.DRAFT], ground=Ground.CONSENT, readers=(R.NOBODY,)),
    Purpose(rule=_OF[Data.UNSENT_FILE], ground=Ground.CONSENT, readers=(R.NOBODY,)),
    Purpose(rule=_OF[Data.SIGN_IN], ground=Ground.SECURITY, readers=(R.NOBODY,)),
)
