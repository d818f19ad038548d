"""The list of the record's files, and how far the log was read for them: it changes as a whole or not at all."""

import fcntl
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from lianxin.followers.insight.rules import columns, counting
from lianxin.followers.insight.rules.refusals import (
    RecordDamaged,
    RecordMissing,
    RecordOfAnotherShape,
)
from lianxin.foundation import durable

NAME = "manifest.json"  # the one that is read
NEXT = "manifest-next.json"  # of a record that is being made anew
LOCK = "lock"
BACK = ("back", "counting_back")
GRACE = timedelta(minutes=10)  # a file that is listed no more is still being read for so long


@dataclass(frozen=True, kw_only=True)
class File:
    """A Parquet file of a table and a month, by its path within the folder.

    A file of requests knows how many rows of other files its own have taken the place of, which stand
    in a file beside it, and the counts that are kept of both, by their definitions and as of when.
    """

    path: str
    rows: int
    superseded: int = 0
    counted_by: str = ""
    counted_at: str = ""

    def beside(self, name: str) -> str:
        """Return the path of what is kept beside the file under a name."""
        return str(Path(self.path).with_suffix(f".{name}.parquet"))

    def replaced(self) -> str:
        """Return the path of the rows that its own have taken the place of."""
        return self.beside("superseded")

    def counts(self, name: str) -> str:
        """Return the path of counts that are kept of it."""
        return self.beside(f"{self.counted_by}-{name}")

    def paths(self) -> list[str]:
        """Return the file and all that is beside it."""
        found = [self.path]
        if self.superseded:
            found.append(self.replaced())
        if self.counted_by:
            found += [self.counts(name) for name in counting.NAMES]
        return found


@dataclass(frozen=True, kw_only=True)
class Back:
    """Counts of what comes back, of one share of the categories after another: by which definitions, as of which day."""

    folder: str
    by: str
    on: str  # the day at whose beginning it stood so
    parts: int = 0  # that are there

    def of(self, name: str) -> list[str]:
        """Return the paths of the parts of what is kept under a name."""
        return [self.path(name, part) for part in range(self.parts)]

    def path(self, name: str, part: int) -> str:
        """Return the path of one part."""
        return f"{self.folder}/{self.by}-{name}-{part:02}.parquet"

    def paths(self) -> list[str]:
        """Return all parts of all that is kept."""
        return [path for one in counting.BACK for path in self.of(one.name)]


Files = Mapping[str, Mapping[str, Sequence[File]]]  # by table and month, the newest last


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Which files make the record.

    Entries before `position` were read; `leaf` is the hash of the last of them. While a record is made anew, requests up to `after` are in it.
    """

    generation: int = 1
    position: int = 0
    leaf: str = ""
    after: int | None = None
    shape: str = field(default_factory=columns.signature)
    files: Files = field(default_factory=dict)
    back: Back | None = None
    counting_back: Back | None = None  # not whole yet
    retired: Sequence[
        tuple[str, str]
    ] = ()  # paths, and the moments since which they are not listed

    def listed(self) -> set[str]:
        """Return every file of the record."""
        months = (some for table in self.files.values() for some in table.values())
        found = {path for some in months for one in some for path in one.paths()}
        return found | {
            path for one in (self.back, self.counting_back) if one for path in one.paths()
        }

    def paths(self) -> set[str]:
        """Return every file that may still be read."""
        return self.listed() | {path for path, _ in self.retired}


def read(folder: Path, name: str = NAME) -> Manifest:
    """Return the list of files, or refuse by name."""
    try:
        said = json.loads((folder / name).read_bytes())
        if said["shape"] != columns.signature():
            raise RecordOfAnotherShape
        files = {
            table: {month: [File(**one) for one in some] for month, some in months.items()}
            for table, months in said["files"].items()
        }
        retired = [(path, since) for path, since in said["retired"]]
        back = {name: Back(**said[name]) for name in BACK if said.get(name)}
        return Manifest(**{**said, "files": files, "retired": retired, **back})
    except FileNotFoundError:
        raise RecordMissing from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise RecordDamaged(path=str(folder / name)) from fault


def commit(folder: Path, manifest: Manifest, name: str = NAME) -> None:
    """Let a list take the place of the one before, after its files are on disk."""
    durable.put(folder / name, json.dumps(asdict(manifest), indent=1).encode())


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold off other writers of the record: the worker, and who makes it anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def over(manifest: Manifest, at: datetime) -> Manifest:
    """Return a list without the files whose grace is over."""
    kept = [one for one in manifest.retired if datetime.fromisoformat(one[1]) + GRACE > at]
    return Manifest(**{**vars(manifest), "retired": kept})


def sweep(folder: Path, at: datetime) -> None:
    """Delete files that no list names: of a writing that was stopped, or no longer read.

    Only who holds `writing` may: what somebody is about to list is not listed yet.
    """
    named = set[str]()
    for name in (NAME, NEXT):
        try:
            named |= over(read(folder, name), at).paths()
        except RecordMissing:
            continue
    for path in folder.glob("g*/*/*/*.parquet"):
        if str(path.relative_to(folder)) not in named:
            path.unlink()
