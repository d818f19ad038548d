"""Everything that is done with what is known of residents."""

from lianxin.registers.residents.actions.addresses import (
    erase_address,
    renew_addresses,
    sealed_address,
)
from lianxin.registers.residents.actions.assessments import record_assessment
from lianxin.registers.residents.actions.mandates import (
    forget_lapsed,
    forget_mandates,
    give_mandate,
    hold_mandate,
    open_mandate,
    record_mandate,
    reported,
    revoke_mandate,
)
from lianxin.registers.residents.actions.retention import (
    advance,
    begin_retention,
    count_done,
    end_retention,
    portion,
)
from lianxin.registers.residents.actions.vault import (
    BATCH,
    Renewal,
    copied,
    erase,
    open_contact,
    reencrypt,
    replace,
    sealed,
)

__all__ = [
    "erase_address",
    "renew_addresses",
    "sealed_address",
    "BATCH",
    "Renewal",
    "advance",
    "begin_retention",
    "copied",
    "count_done",
    "end_retention",
    "erase",
    "forget_lapsed",
    "forget_mandates",
    "give_mandate",
    "hold_mandate",
    "open_contact",
    "open_mandate",
    "portion",
    "record_assessment",
    "record_mandate",
    "reencrypt",
    "replace",
    "reported",
    "revoke_mandate",
    "sealed",
]
