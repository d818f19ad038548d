"""A desk narrowed down: to a category, a place, a unit, or what is due until a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet, Value
from django.db.models.lookups import Exact

from lianxin.casework.tickets.models import DISTRICT, DISTRICT_DIGITS
from lianxin.casework.tickets.rules.narrowing import Narrowing, until
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs.rules.codes import significant

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What a desk is narrowed down to, looked at in one moment."""

    to: Narrowing
    at: datetime

    @property
    def scattered(self) -> bool:
        """Return whether what fits lies anywhere in the line of a unit, and not at its head."""
        return bool(self.to.category_id or self.to.division_code or self.to.grid_id)

    def of(self, rows: QuerySet[Row], moment: str, prefix: str = "") -> QuerySet[Row]:
        """Return those of some rows whose tickets fit; `prefix` leads to the ticket ("ticket__")."""
        said: dict[str, Any] = {}
        if self.to.category_id is not None:
            said["category_id__in"] = duties.with_all_under(self.to.category_id)
        if self.to.division_code:
            said["division_code__startswith"] = significant(self.to.division_code)
        if self.to.grid_id is not None:
            said["grid_id"] = self.to.grid_id
        if self.to.lead_unit_id is not None:
            said["lead_unit_id"] = self.to.lead_unit_id
        if self.to.due is not None:
            said[f"{moment}__lte"] = until(self.to.due, self.at)
        digits = said.get("division_code__startswith", "")[:DISTRICT_DIGITS]
        if not prefix and len(digits) == DISTRICT_DIGITS:  # by which an index is kept
            rows = rows.filter(Exact(DISTRICT, Value(digits)))
        return rows.filter(**{f"{prefix}{name}": value for name, value in said.items()})
