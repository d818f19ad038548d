"""What a unit writes into a table: each value against its field's kind, what the ledger fills, what is missing."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from lianxin.casework.paperwork.rules.fields import Field
from lianxin.casework.paperwork.rules.refusals import FieldsWrong, MinutesWrong, NothingCorrected
from lianxin.casework.paperwork.rules.words import Kind

LONGEST = 500  # characters of a text
MOST_MINUTES = 6000  # a hundred hours
NONE = "n/a"  # a figure of the ledger with nothing to divide by, and never a 0
YES, NO = "yes", "no"
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,6}")
Answers = Mapping[str, str]  # by the field's code


def cleaned(fields: Sequence[Field], typed: Answers) -> dict[str, str]:
    """Return what was typed into the fields that people fill, and nothing else, as it is kept."""
    return {
        one.code: said[: LONGEST * 2]
        for one in fields
        if not one.figure and (said := typed.get(one.code, "").strip())
    }


def whole(fields: Sequence[Field], typed: Answers, known: Answers) -> dict[str, str]:
    """Return a filled table, or refuse it with the fault of every field that has one."""
    faults = {one.code: fault for one in fields if (fault := _fault(one, typed, known))}
    if faults:
        raise FieldsWrong(**faults)
    return {one.code: known[one.code] if one.figure else typed[one.code] for one in fields}


def _fault(field: Field, typed: Answers, known: Answers) -> str:
    """Return the code of what is wrong with one value, or nothing."""
    if field.figure:
        return "" if known.get(field.code) else "figure-missing"
    said = typed.get(field.code, "")
    if not said:
        return "value-missing"
    return "" if _fits(field.kind, said) else f"not-{field.kind.value.replace('_', '-')}"


def _fits(kind: Kind, said: str) -> bool:
    match kind:
        case Kind.NUMBER:
            return bool(_NUMBER.fullmatch(said))
        case Kind.PHOTOS:
            return bool(_WHOLE.fullmatch(said))
        case Kind.YES_NO:
            return said in (YES, NO)
        case Kind.DAY:
            return _is_day(said)
        case Kind.TEXT:
            return len(said) <= LONGEST


def _is_day(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


def minutes(said: int | None) -> int | None:
    """Return the minutes that were spent, where somebody says so, or refuse what cannot be."""
    if said is not None and not 0 <= said <= MOST_MINUTES:
        raise MinutesWrong(most=MOST_MINUTES)
    return said


def changed(before: Answers, after: Answers) -> None:
    """Refuse a correction that corrects nothing."""
    if before == after:
        raise NothingCorrected


def written(answers: Answers) -> str:
    """Return answers as the words of an entry."""
    return json.dumps(dict(answers), ensure_ascii=False, sort_keys=True)


def read(said: str | None) -> dict[str, str]:
    """Return the answers that an entry's words tell of."""
    return {str(code): str(value) for code, value in json.loads(said or "{}").items()}
