"""Bringing a scheme in from a file."""

from collections.abc import Collection, Sequence
from datetime import datetime

from lianxin.casework.oversight.models import Scheme
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.rules import evaluation as rules
from lianxin.casework.oversight.rules.evaluation import deeds, moves
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import canonical


@ledger.deed
def import_scheme(
    *,
    rows: Sequence[tuple[int, dict[str, str]]],
    sha256: str,
    figures: Collection[str],
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Keep a scheme's file as its next version, or refuse it with everything that is wrong with its lines.

    `figures` are the codes of the catalogue by which units can be compared; rounds under way keep
    the version that they began with.
    """
    moves.may_import(by)
    made = rules.rows.scheme(rows, figures=figures)
    body = rules.plain(made)
    digest = rules.fingerprint(body)
    newest = queries.versions(made.code).first()
    rules.changed(digest, newest.digest if newest else "")
    version = newest.version + 1 if newest else 1
    row = Scheme(code=made.code, version=version, digest=digest, body=body)
    ledger.create(row)
    return ledger.record(
        deeds.SCHEME_IMPORTED,
        about=row,
        by=by,
        at=at,
        key=key,
        words={"body": canonical(body).decode(), "file": sha256},
        code=row.code,
        version=version,
        digest=digest,
        lines=len(rows),
    )
