"""`lianxin triage same` and `lianxin triage topics`, on files as people send them."""

import csv
import gzip

import pytest
from django.core.management import call_command

TITLES = {
    "1": ("青山区望月小区12栋电梯经常停运", "望月小区12栋的电梯一周停了三次，老人上下楼困难。"),
    "2": ("望月小区十二栋電梯又壞了", "住在望月小區12棟，電梯壞了沒人修，老人上下樓很困難。"),
    "3": ("青山区柳河苑5栋电梯经常停运", "柳河苑5栋的电梯一周停了三次，老人上下楼困难。"),
    "4": ("望月小区垃圾站臭气熏天", "垃圾几天不清运，夏天臭味很大。"),
    "5": ("白水区金枫里夜间施工噪音扰民", "工地半夜两点还在打桩，孩子睡不着。"),
    "6": ("金枫里旁工地夜里打桩太吵", "金枫里旁边的工地深夜施工，噪音大得睡不着。"),
    "7": ("", ""),
    "8": ("😀", "😀😀"),
    "9": ("路", "灯" * 100_000),
}
PAIRS = [("a", "1", "2"), ("b", "1", "3"), ("c", "1", "4"), ("d", "5", "6"), ("e", "7", "8")]


@pytest.fixture
def written(tmp_path):
    def write(name, header, rows, encoding="utf-8"):
        path = tmp_path / name
        opened = gzip.open if name.endswith(".gz") else open
        with opened(path, "wt", encoding=encoding, newline="", errors="replace") as file:
            table = csv.writer(file)
            table.writerow(header)
            table.writerows(rows)
        return path

    return write


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(written, name="m.csv", encoding="utf-8"):
    rows = [(one, *texts, "2026年11月2日 上午") for one, texts in TITLES.items()]
    return written(name, ("id", "title", "detail", "time"), rows, encoding)


@pytest.mark.parametrize(
    ("name", "encoding"), [("m.csv", "utf-8-sig"), ("m.csv.gz", "utf-8"), ("m.csv", "gb18030")]
)
def test_the_same_problem_at_the_same_place_scores_above_all_others(
    written, tmp_path, name, encoding
):
    asked = written("p.csv", ("pair_id", "id_a", "id_b", "remark"), [(*one, "x") for one in PAIRS])
    messages = told(written, name, encoding)
    output = tmp_path / "o.csv"
    call_command("triage", "same", messages=messages, pairs=asked, output=output)
    scores = {row["pair_id"]: float(row["score"]) for row in rows_of(output)}
    assert list(scores) == ["a", "b", "c", "d", "e"]
    assert all(0 <= score <= 1 for score in scores.values())
    assert scores["a"] > max(scores["b"], scores["c"], scores["e"])
    assert [row["remark"] for row in rows_of(output)] == ["x"] * 5


def test_a_pair_that_names_a_stranger_gets_words_and_no_score(written, tmp_path, capsys):
    asked = written("p.csv", ("pair_id", "id_a", "id_b"), [("a", "1", "99"), ("b", "1", "2")])
    output = tmp_path / "o.csv"
    with pytest.raises(SystemExit) as left:
        call_command("triage", "same", messages=told(written), pairs=asked, output=output)
    assert left.value.code == 1
    assert "line 2 (a): No message has this id: 99." in capsys.readouterr().out
    assert [bool(row["score"]) for row in rows_of(output)] == [False, True]


def test_every_message_has_a_problem_and_a_topic(written, tmp_path):
    output = tmp_path / "o.csv"
    call_command("triage", "topics", messages=told(written), output=output)
    rows = rows_of(output)
    assert [row["id"] for row in rows] == list(TITLES)
    assert all(row["topic"] for row in rows)
    problem = {row["id"]: row["problem"] for row in rows}
    assert problem["1"] == problem["2"] == "1"
    assert len({problem[one] for one in "13457"}) == 5


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_messages_are_a_file_too(written, tmp_path, count):
    rows = [(one, *TITLES[one], "") for one in list(TITLES)[:count]]
    messages = written("m.csv", ("id", "title", "detail", "time"), rows)
    output = tmp_path / "o.csv"
    call_command("triage", "topics", messages=messages, output=output)
    assert len(rows_of(output)) == count


def test_rows_without_an_id_or_with_a_known_one_are_told(written, tmp_path, capsys):
    rows = [("1", "路灯坏了", "", ""), ("1", "路灯不亮", "", ""), ("", "井盖坏了", "", "")]
    messages = written("m.csv", ("id", "title", "detail", "time"), rows)
    output = tmp_path / "o.csv"
    with pytest.raises(SystemExit):
        call_command("triage", "topics", messages=messages, output=output)
    said = capsys.readouterr().out
    assert "line 3 (1): This id stands further up already." in said
    assert "line 4 (–): The row has no id." in said
    assert len(rows_of(output)) == 1


def test_copies_are_one_problem_and_a_template_about_other_places_is_many(written, tmp_path):
    text = "的电梯坏了一个月没人修，老人上下楼困难，请督促物业尽快维修。"
    copies = [(f"c{one}", "望月小区电梯坏了", f"望月小区{text}", "") for one in range(400)]
    others = [(f"o{one}", f"柳河苑{one}栋电梯坏了", f"柳河苑{one}栋{text}", "") for one in range(9)]
    messages = written("m.csv", ("id", "title", "detail", "time"), copies + others)
    output = tmp_path / "o.csv"
    call_command("triage", "topics", messages=messages, output=output)
    problems = [row["problem"] for row in rows_of(output)]
    assert set(problems[:400]) == {"c0"}
    assert len(set(problems)) == 10
