"""What needs a consent of its own (PIPL 28 to 31): where somebody lives, words about health, a child's data.

Words about health are looked for so that somebody can be asked before they are kept; what was found is
never kept, counted or searched by.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.search.masking import HIDDEN


class Consent(StrEnum):
    """What somebody agrees to separately; each can be taken back."""

    LOCATION = "location"  # the exact place where they live or often are
    HEALTH = "health"  # what is said about somebody's health
    GUARDIAN = "guardian"  # the data of a child under fourteen, by its guardian


class Whereabouts(StrEnum):
    """What a place is to whoever names it, and so what may be kept of it."""

    PUBLIC = "public"
    HOME = "home"  # they live there or often are there, and agree that it is kept
    COARSE = "coarse"  # they live there or often are there: the community is kept, and no more


class ConsentMissing(Refusal):
    """This may be kept only with a consent of its own."""


class GuardianMissing(Refusal):
    """A child's data is kept with the guardian's consent and contact only."""


# Illness, disability, pregnancy and treatment of a person. Not places and offices (医院, 卫生站), nor
# what is said of things (电梯瘫痪): rather one question too few than a question at every second request.
HEALTH = re.compile(
    "(?:糖尿|高血压|心脏|冠心|肾|肝|肺|皮肤|精神|传染|抑郁|癫痫|哮喘|关节|职业|白血|血友|尿毒|老年痴呆|阿尔茨海默)[^，。；、\\s]{0,3}[病症炎]"
    "|[癌瘤]症?|艾滋|抑郁|焦虑症|自闭|孤独症|癫痫|哮喘|中风|脑梗|偏瘫|截瘫|瘫痪在床|卧病|卧床不起"
    "|怀孕|孕妇|流产|产后|残疾(?!人?(?:通道|坡道|车位|停车|专用|厕|卫生间|设施|机动|联))|失明|失聪|聋哑|智障|失能|失智|透析|化疗|放疗|手术|住院(?![楼部处])|服药|病历|病情|确诊"
    "|生病|重病|大病|慢性病|过敏"
    "|\\b(?:cancer|diabet\\w*|depress\\w*|pregnan\\w*|disab\\w*|dialysis|surgery|hiv|epilep\\w*|asthma)\\b",
    re.IGNORECASE,
)


def health_words(*texts: str) -> list[str]:
    """Return the words about health in some texts, each once, in their order."""
    found = (match[0] for text in texts for match in HEALTH.finditer(text))
    return list(dict.fromkeys(found))


def without_health(text: str) -> str:
    """Return a text whose words about health are hidden."""
    return HEALTH.sub(HIDDEN, text)


def written(consents: Iterable[Consent]) -> str:
    """Return consents as a column and a fact hold them: "health+location"."""
    return "+".join(sorted(set(consents)))


def read(column: str) -> frozenset[Consent]:
    """Return the consents that a column holds."""
    return frozenset(Consent(one) for one in column.split("+") if one)


def covered(consents: Iterable[Consent], *texts: str) -> None:
    """Refuse words about health without the consent for them."""
    if Consent.HEALTH not in consents and health_words(*texts):
        raise ConsentMissing(consent=Consent.HEALTH)
