"""The report as HTML that stands alone, and as PDF."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from django.template.loader import render_to_string

from lianxin.followers.insight.rules.refusals import ChineseFontMissing
from lianxin.interfaces.web.publication.report import Report

SOURCE = Path(__file__).with_name("report.typ")
MAIN, END = "<main>", "</main>"


def as_html(report: Report) -> bytes:
    """Return the report as one page without anything from elsewhere."""
    return render_to_string("publication/report.html", {"report": report}).encode()


def body(html: bytes) -> str:
    """Return what stands in such a page, to be shown in the frame of the site."""
    return html.decode().partition(MAIN)[2].partition(END)[0]


def as_pdf(report: Report, *, at: datetime) -> bytes:
    """Return the report as PDF with tags for screen readers, or refuse: there is no font for Chinese."""
    said = {"report": json.dumps(asdict(report), ensure_ascii=False), "font": settings.LIANXIN_FONT}
    found = fonts(settings.LIANXIN_FONT, settings.LIANXIN_FONTS)
    compiler = typst.Compiler(SOURCE.read_bytes(), font_paths=found, sys_inputs=said)
    made = compiler.compile(format="pdf", timestamp=int(at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError(made)
    return made


def has_font() -> None:
    """Refuse where there is no font for Chinese: whoever is about to count for minutes asks first."""
    fonts(settings.LIANXIN_FONT, settings.LIANXIN_FONTS)


@cache
def fonts(family: str, folder: str) -> typst.Fonts:
    """Return the fonts that may be used; searching the system's takes a moment."""
    paths = [folder] if folder else []
    found = typst.Fonts(include_system_fonts=not folder, font_paths=paths)
    if family not in found.families():
        raise ChineseFontMissing(font=family)
    return found
