"""Who may open a contact and why, how a number is written, and what of a contact may be seen."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import phonenumbers

from lianxin.foundation.actor import HOTLINE, IN_A_UNIT, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed, Refusal

OPENED = declare("contact.opened", reason=str)  # role and unit are the entry's own columns
OPEN_FOR = timedelta(minutes=15)  # how long one opening shows the contact to who opened it
MOST = 200  # characters of a name or a reason
HOME = "CN"
MOBILE = re.compile(r"1[3-9]\d{9}")  # newer ranges than the library knows are numbers too
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
DOUBLE_SURNAMES = re.compile(
    "(?:欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|"
    "公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|令狐|轩辕|呼延)."
)


class PhoneNotValid(Refusal):
    """The phone number cannot be one: too long, too short, or a landline without its area code."""


class EmailNotValid(Refusal):
    """The e-mail address cannot be one."""


class LongerThanKept(Refusal):
    """A name or a reason is longer than is kept of it."""


class EmptyContact(Refusal):
    """There is nothing in the contact that could be kept."""


class ContactUnreadable(Refusal):
    """The contact does not open with its key: it was changed, or the key is gone."""


class OpeningOver(Refusal):
    """The contact was opened more than `minutes` minutes ago; it has to be opened again."""


class Confidentiality(StrEnum):
    """Whether the requester asked to be kept unknown to the units."""

    ORDINARY = "ordinary"
    CONFIDENTIAL = "confidential"


class Reason(StrEnum):
    """Why a contact is opened; the resident reads it."""

    FIRST_CONTACT = "first_contact"
    CLARIFY = "clarify"
    FOLLOW_UP = "follow_up"
    DELIVER_RESULT = "deliver_result"
    EMERGENCY = "emergency"
    RECOVER_CODE = "recover_code"


# Auditors and administrators never; a unit reaches a confidential requester through the platform.
MAY_OPEN: Mapping[Confidentiality, frozenset[Role]] = {
    Confidentiality.ORDINARY: HOTLINE | IN_A_UNIT,
    Confidentiality.CONFIDENTIAL: HOTLINE,
}


def may_open(role: Role, confidentiality: Confidentiality, *, in_charge: bool) -> bool:
    """Tell whether a role may open the contact of such a ticket.

    A unit may while it is in charge of it: as lead unit, and not once it has ended.
    """
    return role in MAY_OPEN[confidentiality] and (in_charge or role not in IN_A_UNIT)


def opening(role: Role, confidentiality: Confidentiality, *, in_charge: bool) -> None:
    """Refuse a role that may not open the contact of such a ticket."""
    if not may_open(role, confidentiality, in_charge=in_charge):
        raise NotAllowed


@dataclass(frozen=True, kw_only=True, repr=False)  # tracebacks and logs must not tell it
class NewContact:
    """What somebody gave to be reached by; every part may be empty, but not all."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def said(self) -> dict[str, str]:
        """Return the parts that are not empty, by name."""
        return {name: text for name in FIELDS if (text := getattr(self, name))}

    def checked(self) -> "NewContact":
        """Return it as it is kept, the phone in E.164, or refuse."""
        kept = NewContact(
            name=self.name.strip(),
            phone=e164(self.phone) if self.phone.strip() else "",
            email=mailbox(self.email) if self.email.strip() else "",
        )
        if kept == NewContact():
            raise EmptyContact
        short(kept.name)
        return kept


def short(words: str) -> None:
    """Refuse words that are longer than is kept."""
    if len(words) > MOST:
        raise LongerThanKept(most=MOST)


FIELDS = ("name", "phone", "email")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One look at a contact, as its owner may know it: no name of staff."""

    at: datetime
    role: Role
    unit_id: int | None
    unit_name: str
    reason: Reason
    words: str | None  # None is erased


def e164(written: str) -> str:
    """Return a phone number in E.164 ("+8613800000000"), or refuse it."""
    try:
        number = phonenumbers.parse(written, HOME)
    except phonenumbers.NumberParseException as error:
        raise PhoneNotValid from error
    national = str(number.national_number)
    mobile = number.country_code == 86 and MOBILE.fullmatch(national)
    if not mobile and not phonenumbers.is_valid_number(number):
        raise PhoneNotValid
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mailbox(written: str) -> str:
    """Return an e-mail address with plain signs, or refuse it."""
    plain = unicodedata.normalize("NFKC", written).strip()
    if len(plain) > 254 or not EMAIL.fullmatch(plain):
        raise EmailNotValid
    return plain


def masked(contact: NewContact) -> NewContact:
    """Return what of a contact may be seen without opening it: 张某, 138****0000, z***@qq.com."""
    return NewContact(
        name=_masked_name(contact.name),
        phone=_masked_phone(contact.phone),
        email=_masked_email(contact.email),
    )


def _masked_name(name: str) -> str:
    if not name:
        return ""
    if not "\u3400" <= name[0] <= "\u9fff":
        return f"{name[0]}***"
    surname = name[:2] if DOUBLE_SURNAMES.match(name) else name[0]
    return f"{surname}某"


def _masked_phone(phone: str) -> str:
    digits = phone.removeprefix("+86")
    if MOBILE.fullmatch(digits):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"***{digits[-2:]}" if digits else ""


def _masked_email(email: str) -> str:
    return f"{email[0]}***@{email.partition('@')[2]}" if email else ""
