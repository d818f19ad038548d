"""The chart beside the table of figures: volumes, which may be told of everything."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import pgettext_lazy as _

from lianxin.followers.insight.queries.figures import Row
from lianxin.followers.insight.rules.figures import By
from lianxin.interfaces.web import figure_words
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.plots import Form, Plot
from lianxin.interfaces.web.staff.panel_parts import listed

VOLUMES = ("received", "open")


def volumes(by: By, found: Sequence[Row], named: Mapping[Any, Words]) -> Plot:
    """Return the volumes of a table as a chart, months in their order."""
    rows = sorted(found, key=lambda row: str(row.key)) if by is By.MONTH else found
    return listed(
        f"figures-{by}",
        _("chart", "How much came in, and how much of it is open"),
        figure_words.BY[by],
        [figure_words.NAME[code] for code in VOLUMES],
        [
            (str(named[row.key]), [(row.results[code].value, "") for code in VOLUMES])
            for row in rows
        ],
        form=Form.COLUMNS if by is By.MONTH else Form.BARS,
        about=[figure_words.MADE[code] for code in VOLUMES],
    )
