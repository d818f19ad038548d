"""The vault's decisions: who may open what, how numbers are written, what may be seen."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.actor import Role
from lianxin.registers.residents import rules
from lianxin.registers.residents.rules import Confidentiality, NewContact


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13800000000", "+8613800000000"),
        ("138 0000 0000", "+8613800000000"),
        ("１３８００００００００", "+8613800000000"),
        ("+86-138-0000-0000", "+8613800000000"),
        ("19200000000", "+8619200000000"),
        ("16400000000", "+8616400000000"),  # a range that the library may not know yet
        ("0531-81234567", "+8653181234567"),
        ("(010) 8123 4567", "+861081234567"),
        ("+852 9123 4567", "+85291234567"),
    ],
)
def test_a_phone_number_is_kept_in_one_spelling(written: str, kept: str):
    assert rules.e164(written) == kept


@pytest.mark.parametrize(
    "written", ["1380000000", "138000000000", "81234567", "12345", "路灯", "+"]
)
def test_what_cannot_be_a_phone_number_is_refused(written: str):
    with pytest.raises(rules.PhoneNotValid):
        rules.e164(written)


@pytest.mark.parametrize("written", ["zhang", "zhang@", "@qq.com", "a b@qq.com", "a@qq", "a@b..cn"])
def test_what_cannot_be_an_address_is_refused(written: str):
    with pytest.raises(rules.EmailNotValid):
        rules.mailbox(written)


def test_full_width_signs_in_an_address_become_plain():
    assert rules.mailbox(" ｚhang＠qq．com ") == "zhang@qq.com"


def test_an_empty_contact_is_not_kept():
    with pytest.raises(rules.EmptyContact):
        NewContact(name="  ").checked()


NUMBERS = st.from_regex(r"(\+86 ?)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[2-9][0-9]{6,7}", fullmatch=True)


@given(NUMBERS | st.text("0123456789+-() ０１", max_size=20) | st.text(max_size=40))
def test_any_text_is_a_number_or_refused(written: str):
    try:
        kept = rules.e164(written)
    except rules.PhoneNotValid:
        return
    assert re.fullmatch(r"\+[1-9][0-9]{6,14}", kept)
    assert rules.e164(kept) == kept


@given(st.from_regex("1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "+86", "0086 ", "86"]))
def test_a_mobile_number_is_one_however_it_is_written(number: str, country: str):
    spaced = f"{country}{number[:3]}-{number[3:7]} {number[7:]}"
    assert rules.e164(number) == rules.e164(spaced) == f"+86{number}"


@pytest.mark.parametrize(
    ("contact", "seen"),
    [
        (NewContact(name="张三"), NewContact(name="张某")),
        (NewContact(name="欧阳修文"), NewContact(name="欧阳某")),
        (NewContact(name="Aygul"), NewContact(name="A***")),
        (NewContact(phone="+8613812345678"), NewContact(phone="138****5678")),
        (NewContact(phone="+8653181234567"), NewContact(phone="***67")),
        (NewContact(email="zhang@qq.com"), NewContact(email="z***@qq.com")),
        (NewContact(), NewContact()),
    ],
)
def test_a_masked_contact_names_nobody(contact: NewContact, seen: NewContact):
    assert rules.masked(contact) == seen


def test_only_the_hotline_opens_a_confidential_contact_and_auditors_none():
    ordinary = {
        role for role in Role if rules.may_open(role, Confidentiality.ORDINARY, in_charge=True)
    }
    confidential = {
        role for role in Role if rules.may_open(role, Confidentiality.CONFIDENTIAL, in_charge=True)
    }
    hotline = {Role.AGENT, Role.DISPATCHER, Role.SUPERVISOR, Role.CALLER}
    assert ordinary == hotline | {Role.HANDLER, Role.UNIT_LEAD, Role.GRID_WORKER}
    assert confidential == hotline


def test_a_contact_does_not_show_in_a_traceback():
    assert "张三" not in repr(NewContact(name="张三"))
