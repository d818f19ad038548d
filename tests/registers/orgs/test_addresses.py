"""Which grid an address means."""

from hypothesis import given
from hypothesis import strategies as st

from lianxin.registers.orgs.rules import Place, addresses

KNOWN = addresses.names(
    [
        Place(code="990101001000", name="河湾街道"),
        Place(code="990101001001", name="幸福社区"),
        Place(code="990101100000", name="白石镇"),
        Place(code="990101100001", name="幸福社区居民委员会"),
        Place(code="990101001001001", name="渡口街网格", grid_id=1),
        Place(code="990101001001002", name="渡口网格", grid_id=2),
    ]
)


def codes(text: str) -> list[str]:
    return [candidate.place.code for candidate in addresses.candidates(text, KNOWN)]


def test_the_longest_match_comes_first():
    assert codes("渡口街3号路灯不亮")[:2] == ["990101001001001", "990101001001002"]


def test_what_a_place_lies_in_decides_between_two_of_one_name():
    assert codes("白石镇幸福社区5号楼")[0] == "990101100001"
    assert codes("河湾街道幸福社区5号楼")[0] == "990101001001"
    assert codes("河湾幸福社区渡口街")[0] == "990101001001001"


def test_an_address_elsewhere_names_nothing():
    assert codes("") == codes("上海市南京路") == codes("河") == []


@given(st.text(alphabet="河湾街道幸福社区渡口网格白石镇1号", max_size=60))
def test_a_match_is_always_part_of_the_text_and_the_order_is_by_weight(text):
    found = addresses.candidates(text, KNOWN)
    assert all(candidate.matched in text for candidate in found)
    assert [-one.weight for one in found] == sorted(-one.weight for one in found)
