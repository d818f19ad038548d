"""What a new city can start from: usual units, categories, and which unit usually leads for which."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lianxin.interfaces.exchange.tables import Row, read_table

TEMPLATES = Path(__file__).parent / "templates"
OF_THE_PLACE = ("@subdistrict", "@community")


def template(name: str) -> list[tuple[int, Row]]:
    """Return the rows of a shipped table: units, categories or catalogue."""
    return read_table(TEMPLATES / f"{name}.csv")


def units(city: str, division_code: str, known: Sequence[str]) -> list[tuple[int, Row]]:
    """Return the usual units of a city under its own name, but for those that it has already."""
    return [
        (line, {**row, "name": f"{city}{row['name']}", "division_code": division_code, "phone": ""})
        for line, row in template("units")
        if row["code"] not in known
    ]


def named() -> dict[str, str]:
    """Return the units that the shipped catalogue names, each with its usual name."""
    usual = {row["code"]: row["name"] for _, row in template("units")}
    used = {code for _, row in template("catalogue") for code in _units(row)}
    return {code: name for code, name in usual.items() if code in used}


def catalogue(instead: Mapping[str, str]) -> list[tuple[int, Row]]:
    """Return the shipped catalogue with a city's own units: `instead` names one for each usual unit.

    A unit for which there is none assists nowhere, and its rows go to the office of the place.
    """
    return [
        (
            line,
            {
                **row,
                "lead": _own(row["lead"], instead) or "@subdistrict",
                "assist": ";".join(filter(None, (_own(one, instead) for one in _assist(row)))),
                "duty_code": "",
            },
        )
        for line, row in template("catalogue")
    ]


def _own(code: str, instead: Mapping[str, str]) -> str:
    return code if code in OF_THE_PLACE else instead.get(code, "")


def _assist(row: Row) -> list[str]:
    return [one for one in row["assist"].split(";") if one]


def _units(row: Row) -> list[str]:
    return [code for code in (row["lead"], *_assist(row)) if code not in OF_THE_PLACE]
