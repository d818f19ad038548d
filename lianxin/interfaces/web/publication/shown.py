"""How the files of a version are shown and handed out, on staff pages and public ones alike."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lianxin.followers.insight import publication
from lianxin.followers.insight.rules.refusals import PublicationDamaged
from lianxin.interfaces.web.publication import data
from lianxin.interfaces.web.publication.columns import LANGUAGES

if TYPE_CHECKING:
    from lianxin.followers.insight.models import Publication

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    "json": "application/json",
}
NAMES = {
    "report.zh-hans.html": pgettext_lazy("file", "Report in Chinese, as a page"),
    "report.zh-hans.pdf": pgettext_lazy("file", "Report in Chinese, PDF"),
    "report.en.html": pgettext_lazy("file", "Report in English, as a page"),
    "report.en.pdf": pgettext_lazy("file", "Report in English, PDF"),
    data.TABLE: pgettext_lazy("file", "Open data: table, CSV"),
    data.PARQUET: pgettext_lazy("file", "Open data: table, Parquet"),
    data.PLACES: pgettext_lazy("file", "Open data: places, GeoJSON"),
    data.DICTIONARY: pgettext_lazy("file", "Open data: dictionary, JSON"),
}
KILOBYTE = 1024


def language(code: str | None) -> str:
    """Return in which of the report's languages a reader reads."""
    return code if code in LANGUAGES else LANGUAGES[0]


def files(row: "Publication") -> list[dict[str, object]]:
    """Return the files of a version, each with what it is, how large, and the digest that binds it."""
    bound, where = publication.listed(row.sha256), publication.folder(row.sha256)
    return [
        {
            "name": name,
            "text": said,
            "size": _("%(size)d KB") % {"size": -(-(where / name).stat().st_size // KILOBYTE)},
            "sha256": bound[name],
        }
        for name, said in NAMES.items()
        if name in bound and (where / name).exists()
    ]


def handed_out(row: "Publication", name: str) -> HttpResponse:
    """Return a file as a download, or answer 404: there is none, or it is not the one that was bound."""
    if name not in NAMES:
        raise Http404
    try:
        content = publication.read(row.sha256, name)
    except PublicationDamaged as refusal:
        raise Http404 from refusal
    answer = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    known = f"{row.month}-v{row.version}-{name}"
    answer["Content-Disposition"] = f'attachment; filename="{known}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
