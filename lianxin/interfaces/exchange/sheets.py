"""The registers' files as pages take and give them: read with Chinese headings too, written as workbooks."""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from lianxin.interfaces.exchange import refusals
from lianxin.interfaces.exchange.geojson import read_features
from lianxin.interfaces.exchange.tables import Row, read_table, size_of

LARGEST = 32  # megabytes that a page takes; larger files go through the console
Lines = list[tuple[int, Row]]

# For each register the columns of its file; those that it needs stand before the bar.
COLUMNS: Mapping[str, str] = {
    "divisions": "code name parent_code | kind valid_from valid_to",
    "units": "code name kind parent_code division_code | phone",
    "grids": "code name | worker_name worker_phone supervision_phone outline",
    "buildings": "code name grid_code | valid_from valid_to",
    "staff": "username name unit_code role | valid_from grid_codes",
    "categories": "code name parent_code | description keywords public",
    "duties": "code title unit_code list_kind | legal_basis",
    "catalogue": "category_code division_code lead tier | assist duty_code legal_basis",
    "calendar": "date kind |",
    "profiles": "profile profile_name profile_source profile_grade default_tier "
    "what tier amount unit basis grade source |",
    "limits": "division profile |",
    "scheme": "what code name | domain dimension text weight service figure scope months fewest "
    "at_least at_most source",
}
# What offices write above their columns; a heading counts as one word, whatever its letters' size.
HEADINGS: Mapping[str, Sequence[str]] = {
    "code": (
        "编码",
        "代码",
        "区划代码",
        "单位编码",
        "单位代码",
        "网格编码",
        "类别编码",
        "楼栋编码",
    ),
    "name": ("名称", "区划名称", "单位名称", "网格名称", "类别名称", "姓名", "楼栋名称"),
    "kind": ("类型", "单位类型", "区划类型", "日期类型"),
    "parent_code": ("上级编码", "上级代码", "上级"),
    "division_code": ("所属区划", "区划", "服务区划", "区划编码"),
    "phone": ("电话", "联系电话"),
    "valid_from": ("生效日期", "起始日期", "开始日期"),
    "valid_to": ("失效日期", "终止日期", "结束日期"),
    "worker_name": ("网格员", "网格员姓名"),
    "worker_phone": ("网格员电话",),
    "supervision_phone": ("监督电话",),
    "username": ("用户名", "账号", "登录名"),
    "unit_code": ("承办单位", "单位", "所在单位"),
    "role": ("角色", "岗位"),
    "grid_code": ("所属网格", "所在网格"),
    "grid_codes": ("网格", "负责网格"),
    "description": ("说明", "描述"),
    "keywords": ("关键词",),
    "public": ("公开",),
    "title": ("职责", "事项", "事项名称", "职责名称"),
    "list_kind": ("清单", "清单类型"),
    "legal_basis": ("依据", "法律依据", "设定依据"),
    "category_code": ("诉求类别", "类别"),
    "lead": ("主办单位", "牵头单位"),
    "assist": ("协办单位",),
    "tier": ("档次", "时限档", "级别"),
    "duty_code": ("职责编码", "事项编码"),
    "date": ("日期",),
    "division": ("适用区划",),
    "profile": ("时限方案",),
    "what": ("行类型",),
    "domain": ("领域",),
    "dimension": ("维度",),
    "text": ("口径", "内容"),
    "weight": ("权重",),
    "service": ("服务群众",),
    "figure": ("数据指标",),
    "scope": ("统计口径",),
    "months": ("月数",),
    "fewest": ("最少件数",),
    "at_least": ("不低于",),
    "at_most": ("不高于",),
    "source": ("来源",),
}


def read(register: str, path: Path) -> tuple[Lines, str]:
    """Return the lines of a register's file and the file's hash, or refuse the file as a whole."""
    size_of(path, limit=LARGEST)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    lines = _features(path) if register == "grids" else read_table(path)
    known = _known(register)
    named = [
        (line, {_name(heading, known): text for heading, text in row.items()})
        for line, row in lines
    ]
    needed = COLUMNS[register].partition("|")[0].split()
    if named and (missing := [one for one in needed if one not in named[0][1]]):
        raise refusals.MissingColumns(columns=", ".join(missing))
    return named, sha256


def _features(path: Path) -> Lines:
    return [
        (number, {**properties, "outline": json.dumps(geometry)})
        for number, properties, geometry in read_features(path)
    ]


def columns(register: str) -> list[str]:
    """Return the columns of a register's file in their order."""
    return COLUMNS[register].replace("|", " ").split()


def _known(register: str) -> dict[str, str]:
    """Return which column of a register's file a heading means."""
    own = columns(register)
    return {word: name for name in own for word in (name, *HEADINGS.get(name, ()))}


def _name(heading: str, known: Mapping[str, str]) -> str:
    return known.get(heading.strip().lower(), heading)


def written(register: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as the file of their register: a workbook, or GeoJSON where they have outlines."""
    names = columns(register)
    return _geojson(rows) if register == "grids" else _workbook(names, rows)


def _workbook(names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("lianxin")
    sheet.append(list(names))
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=row.get(name, "")) for name in names]
        for cell in cells:
            cell.data_type = "s"  # text, whatever it looks like: no formula, no lost zeros
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _geojson(rows: Iterable[Mapping[str, str]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {name: text for name, text in row.items() if name != "outline"},
            "geometry": json.loads(row.get("outline") or "null"),
        }
        for row in rows
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False).encode()
