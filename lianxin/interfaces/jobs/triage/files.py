"""Texts and labels of the tables that the subcommands read, and the table that `predict` writes."""

import argparse
import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lianxin.followers.triage.rules import texts
from lianxin.foundation import durable
from lianxin.interfaces.exchange import tables

Row = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What all subcommands of the classifier take."""

    input: Path
    text_columns: tuple[str, ...]
    model: Path

    @classmethod
    def of(cls, options: Mapping[str, object]) -> "Asked":
        """Return the options as they were given."""
        columns = options["text_columns"]
        return cls(
            input=Path(str(options["input"])),
            text_columns=tuple(map(str, columns)) if isinstance(columns, list) else (),
            model=Path(str(options["model"])),
        )


def options(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Take the table, its columns of text and the model's folder."""
    parser.add_argument(
        "--input", type=Path, required=required, help="a CSV (also .gz) or XLSX file"
    )
    parser.add_argument(
        "--text-column",
        dest="text_columns",
        metavar="COLUMN",
        action="append",
        required=required,
        help="a column of text; again for each further one",
    )
    parser.add_argument(
        "--model", type=Path, required=required, metavar="FOLDER", help="where the model is kept"
    )


def label_option(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Take the name of the column that says what people decided."""
    parser.add_argument(
        "--label-column", required=required, metavar="COLUMN", help="what people decided"
    )


def rows(path: Path, columns: Iterable[str]) -> list[Row]:
    """Return the rows of a table that has these columns."""
    return [row for _, row in tables.stream_table(path, columns=columns)]


def compact(row: Row, columns: Sequence[str]) -> str:
    """Return what a row's columns say, as the classifier reads it."""
    return texts.compact(row[column] for column in columns)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, table: Sequence[Row]) -> None:
    """Write a table that is there as a whole or not at all, with a mark for spreadsheets."""
    with durable.whole(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.DictWriter(text, list(table[0]) if table else ["predicted", "confidence"])
        writer.writeheader()
        writer.writerows(table)
        text.detach()  # its end would close the file before it is on disk
