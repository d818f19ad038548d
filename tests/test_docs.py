"""Pages of docs/ that lead into the code lead somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| (\d+|[^|]+?) \| .* \| \[`(test_\w+)`\]\(\.\./(tests/[\w/]+\.py)\) \|$", re.M)
ROWS = 27  # of the domain notes' part C


def test_every_row_of_part_c_leads_to_a_test_that_exists():
    listed = ROW.findall((ROOT / "docs/part-c.md").read_text())
    for row, name, file in listed:
        assert f"def {name}(" in (ROOT / file).read_text(), name
        assert not row.isdigit() or f"_row_{int(row):02d}_" in name, (row, name)
    assert {int(row) for row, *_ in listed if row.isdigit()} == set(range(1, ROWS + 1))


def test_every_row_test_is_listed():
    page = (ROOT / "docs/part-c.md").read_text()
    for file in (ROOT / "tests").rglob("test_*.py"):
        for name in re.findall(r"^def (test_(?:row_\d\d|edge)_\w+)\(", file.read_text(), re.M):
            assert f"`{name}`" in page, name
