"""Words of abuse are held for a look by a person before anything becomes public."""

import pytest

from lianxin.casework.matters import actions, queries, rules
from lianxin.casework.matters.models import Matter
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotFound
from tests.casework.matters.scene import did, opened
from tests.casework.tickets import town

PUBLIC = Actor.public("")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("物业经理王某就是个骗子，人渣", ["骗子", "人渣"]),
        ("王 某 不 要 脸", ["不要脸"]),
        ("骗-子", ["骗子"]),
        ("The manager is a LIAR.", ["LIAR"]),
        ("芦花路口一带路灯不亮，正在更换电缆", []),
        ("a scummy pond, a thieving magpie", []),
        ("", []),
    ],
)
def test_words_of_abuse_are_found_however_they_are_parted(text: str, found: list[str]):
    assert rules.insults.insults([text]) == found


def test_each_word_is_named_once_and_a_person_s_look_lets_it_pass():
    texts = ["骗子，骗子", "都是骗子"]
    assert rules.insults.insults(texts) == ["骗子"]
    with pytest.raises(rules.InsultsSomebody) as no:
        rules.insults.seen(texts, looked=False)
    assert no.value.facts == {"count": 1}
    rules.insults.seen(texts, looked=True)
    rules.insults.seen(["路灯已修好"], looked=False)


@pytest.mark.django_db
def test_it_becomes_public_only_after_somebody_has_looked_at_it():
    town.built()
    matter = did(opened(), actions.announce, "dispatcher", words="有人冒充工作人员收费，是骗子")
    with pytest.raises(rules.InsultsSomebody):
        did(matter, actions.publish, "supervisor")
    with pytest.raises(NotFound):
        queries.find(PUBLIC, matter.pk)
    did(matter, actions.publish, "supervisor", looked=True)
    assert queries.find(PUBLIC, matter.pk) == Matter.objects.get()
