"""Checking PDFs: kept as they are, so what carries a program, a file or a lock is not taken."""

import re
import zlib
from collections.abc import Iterator

from lianxin.foundation.files.rules import ActiveContent, Clean, NotADocument

START = b"%PDF-"
END = b"%%EOF"
TRAILING = 1024  # bytes that may follow the last %%EOF; more is another file behind the PDF
INFLATED = 32 * 1024 * 1024
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Rendition|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|Encrypt)"
    rb"(?![A-Za-z0-9])"
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # /Java#53cript is /JavaScript
PACKED = re.compile(rb"/ObjStm(?![A-Za-z0-9])")  # dictionaries may lie packed in object streams
NEAR = 2000  # bytes between the name and where its object and its stream begin
STREAM = re.compile(rb">>\s*stream\r?\n")
FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
CODED = re.compile(
    rb"/(?:Filter|F|DecodeParms|DP)(?![A-Za-z0-9])"
)  # whatever else may hide in a stream
BODY = re.compile(rb"\d\s+\d+\s+obj")


def clean(content: bytes) -> Clean:
    """Return a PDF as it came, or refuse it."""
    if not content.startswith(START) or END not in content:
        raise NotADocument
    if len(content) - content.rfind(END) > TRAILING:
        raise NotADocument
    if not BODY.search(content) or not (b"startxref" in content or b"trailer" in content):
        raise NotADocument  # a page in disguise
    if any(ACTIVE.search(_unescaped(part)) for part in (content, *_packed(content))):
        raise ActiveContent
    return Clean(content=content, media_type="application/pdf")


def _unescaped(content: bytes) -> bytes:
    return ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)


def _packed(content: bytes) -> Iterator[bytes]:
    """Yield what the object streams hold, or refuse what cannot be looked into."""
    found = list(PACKED.finditer(content))
    if len(found) < len(PACKED.findall(_unescaped(content))):
        raise ActiveContent  # who writes /Obj#53tm hides something
    room = INFLATED
    for name in found:
        begin = content.rfind(b"obj", max(0, name.start() - NEAR), name.start())
        stream = STREAM.search(content, name.end(), name.end() + NEAR)
        if begin < 0 or stream is None:
            raise ActiveContent
        inflated = _inflated(content[begin : stream.start()], content, stream.end(), room)
        room -= len(inflated)
        yield inflated


def _inflated(dictionary: bytes, content: bytes, start: int, room: int) -> bytes:
    said = FILTER.search(dictionary)
    if len(CODED.findall(dictionary)) > (said is not None):
        raise ActiveContent
    if said is None:
        return content[start : content.find(b"endstream", start)]
    if said[1].strip(b"[] /") != b"FlateDecode" or room <= 0:
        raise ActiveContent
    unpacking = zlib.decompressobj()
    try:
        inflated = unpacking.decompress(memoryview(content)[start:], room)
    except zlib.error as error:
        raise ActiveContent from error
    if not unpacking.eof:
        raise ActiveContent
    return inflated
