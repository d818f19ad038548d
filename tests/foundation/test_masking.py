"""Masking: what identifies a person is hidden, the rest of a sentence stays."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.search.masking import DIGITS_END, HIDDEN, looks_personal, mask

PERSONAL = [
    "13800000000",
    "138 0000 0000",
    "138-0000-0000",
    "138 - 0000 - 0000",
    "+86 138 0000 0000",
    "0086-13800000000",
    "(86)13800000000",
    "013800000000",
    "1 3 8 0 0 0 0 0 0 0 0",
    "１３８００００００００",
    "138\u200b0000\u200b0000",
    "一三八零零零零零零零零",
    "幺三八〇〇〇〇〇〇〇〇",
    "壹叁捌零零零零零零零零",
    "①③⑧00000000",
    "١٣٨٠٠٠٠٠٠٠٠",
    "0531-81234567",
    "(0531) 8123 4567",
    "（010）81234567",
    "05318123456",
    "零五三一八一二三四五六七",
    "+1 (202) 555-0143",
    "+852 9123 4567",
    "11010119900307001X",
    "110101 19900307 001x",
    "１１０１０１１９９００３０７００１Ｘ",
    "1 1 0 1 0 1 1 9 9 0 0 3 0 7 0 0 1 1",
    "110101900307001",
    "6222021234567890123",
    "6222 0212 3456 7890 123",
    "4000-1234-5678-9010",
    "zhang.san@example.com",
    "zhang＠example．com",
    "zhang @ example . com",
    "zhang@example。com",
    "鲁A12345",
    "鲁A·12345",
    "鲁 a 1234挂",
    "京AD12345",
    "粤B12345D",
    "沪ADF1234",
    "12345678901234567890123",
]

HARMLESS = [
    "2026年11月23日上午9点，3号楼2单元1001室停水",
    "2026-11-23 09:30:15",
    "2026/11/23 09:30",
    "请拨打12345或119，电费1234567.89元",
    "110101001001",  # a division
    "20261123000123",
    "一共三千五百二十一户，一、二、三、四、五、六、七、八、九、十、十一",
    "路灯坏了，15-2-1001",
    "坐标116.397128,39.916527",
    "新A座3楼",
    "@社区网格员 请看",
]


@pytest.mark.parametrize("personal", PERSONAL)
def test_what_identifies_a_person_is_hidden_wherever_it_stands(personal: str):
    for before, after in [("", ""), ("我的号码是", "，谢谢"), ("房号15-2-1001，", "\n2楼")]:
        assert mask(before + personal + after) == before + HIDDEN + after
    beside_numbers = mask(f"房号 15 {personal} 2 楼")  # some of those may be hidden with it
    assert HIDDEN in beside_numbers
    assert personal not in beside_numbers
    assert looks_personal(f"找 {personal}")


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_numbers_stay(text: str):
    assert mask(text) == text
    assert not looks_personal(text)


@pytest.mark.parametrize("text", ["电话81234567", "座机：8123 4567", "Tel. 8123-456"])
def test_a_local_number_is_told_by_the_word_before_it(text: str):
    assert HIDDEN in mask(text)


def test_a_bare_local_number_is_no_search_but_a_day_is():
    assert looks_personal("81234567")
    assert not looks_personal("20261123")


def test_several_are_hidden_one_by_one():
    assert mask("13800000000/13900000000，a@b.cn") == f"{HIDDEN}/{HIDDEN}，{HIDDEN}"


DIGITS = ["0123456789", "０１２３４５６７８９", "零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖"]
GAPS = ["", " ", "-", "\u3000", "－", "—", ".", " - ", "\u200b"]
prose = st.text(alphabet="路灯坏了，。!? 请尽快ab\n", max_size=30)


@given(
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    digits=st.sampled_from(DIGITS),
    gap=st.sampled_from(GAPS),
    cuts=st.sets(st.integers(1, 10)),
    before=prose,
    after=prose,
)
def test_no_way_of_writing_a_mobile_number_gets_through(
    number: str, digits: str, gap: str, cuts: set[int], before: str, after: str
):
    written = "".join(
        (gap if place in cuts else "") + digits[int(digit)] for place, digit in enumerate(number)
    )
    masked = mask(before + written + after)
    assert HIDDEN in masked
    assert not set(digits) & set(masked)


@given(st.text())
def test_masking_twice_hides_no_more_than_once(text: str):
    masked = mask(text)
    assert mask(masked) == masked


@given(st.text(alphabet="0123456789 -xX鲁A@.()+一二", max_size=80))
def test_masking_near_misses_twice_hides_no_more_than_once(text: str):
    masked = mask(text)
    assert mask(masked) == masked


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Nl"])).filter(str.isalpha))
def test_words_without_numbers_stay(text: str):
    assert mask(text) == text or any(
        sign in "〇零一二三四五六七八九壹幺贰叁肆伍陆柒捌玖" for sign in text
    )


def test_no_script_has_digits_where_none_are_looked_for():
    every = (chr(code) for code in range(DIGITS_END, sys.maxunicode + 1))
    assert not any(unicodedata.category(sign) == "Nd" for sign in every)
