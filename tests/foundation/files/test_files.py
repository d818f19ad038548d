"""Files: what comes in is checked by its content, cleaned, and found again as it was kept."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions, documents, photos, queries, rules
from lianxin.foundation.files.models import StoredFile
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry, Passage
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotFound
from lianxin.registers.orgs.models import Staff
from tests.make import MONDAY

declare("test.filed")
SYSTEM = Actor.system("tests")
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def photo(size: tuple[int, int] = (80, 40), kind: str = "JPEG", **more: Any) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    picture.save(written, kind, **more)
    return written.getvalue()


def telling_photo() -> bytes:
    """Return a photo, held upright, that tells where and with what it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turned by a quarter
    exif[MAKER] = "TELLTALE"
    exif.get_ifd(GPS).update({1: "N", 2: (36.0, 40.0, 0.0), 3: "E", 4: (117.0, 0.0, 0.0)})
    return photo(exif=exif, comment=b"TELLTALE", icc_profile=b"TELLTALE" * 32)


def header_bomb(width: int, height: int) -> bytes:
    """Return a PNG of some bytes that says it is as large as that."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def packed_pdf(inside: bytes, name: bytes = b"/ObjStm", filters: bytes = b"/FlateDecode") -> bytes:
    """Return a PDF with a dictionary in an object stream."""
    data = zlib.compress(inside)
    head = b"2 0 obj\n<< /Type " + name + b" /N 1 /Filter " + filters + b" >>\nstream\n"
    return PDF.replace(b"trailer", head + data + b"\nendstream\nendobj\ntrailer")


def test_a_photo_loses_everything_but_the_picture():
    clean = photos.clean(telling_photo())
    assert b"TELLTALE" not in clean.content
    with Image.open(io.BytesIO(clean.content)) as picture:
        assert dict(picture.getexif()) == {}
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(picture.info)
        assert picture.size == (40, 80) == (clean.width, clean.height)
        red, _, blue = picture.convert("RGB").getpixel((20, 10))  # type: ignore[misc]  # it is RGB
        assert red > blue  # the left half is on top after the quarter turn


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/jpeg")],
)
def test_a_large_photo_is_kept_at_a_sensible_size(kind: str, media_type: str):
    clean = photos.clean(photo((4000, 1000), kind))
    assert (clean.width, clean.height) == (2048, 512)
    assert clean.media_type == media_type


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_colour_is_taken(mode: str):
    written = io.BytesIO()
    Image.new(mode, (8, 8)).save(written, "TIFF" if mode == "CMYK" else "PNG")
    if mode == "CMYK":
        written = io.BytesIO()
        Image.new(mode, (8, 8)).save(written, "JPEG")
    assert photos.clean(written.getvalue()).width == 8


def test_what_is_hidden_behind_a_photo_is_dropped():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("TELLTALE.html", "<script>")
    clean = photos.clean(photo() + archive.getvalue())
    assert b"TELLTALE" not in clean.content
    assert not zipfile.is_zipfile(io.BytesIO(clean.content))


def zip_file() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", "a")
    return archive.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zip_file(),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"GIF89a" + b"\0" * 40,
        photo()[:-200],
        photo(kind="PNG")[:-20],
        header_bomb(100, 100),
        b"\xff\xd8\xff",
        b"\0\0\0\x18ftypheic" + b"\0" * 40,
        photo(kind="BMP"),
        photo(kind="TIFF"),
    ],
)
def test_what_is_no_whole_photo_is_refused_whatever_its_name(content: bytes):
    with pytest.raises(rules.NotAPhoto):
        actions.prepare(upload(content))


@pytest.mark.parametrize("size", [(60_000, 60_000), (10_000, 5_001), (2_000_000_000, 1)])
def test_a_bomb_is_known_by_its_header(size: tuple[int, int]):
    with pytest.raises(rules.TooManyPixels):
        photos.clean(header_bomb(*size))


def test_a_small_header_does_not_unpack_a_large_body():
    bomb = header_bomb(1, 1)
    body = zlib.compress(b"\0" * 50_000_000)
    chunk = (
        struct.pack(">I", len(body))
        + b"IDAT"
        + body
        + struct.pack(">I", zlib.crc32(b"IDAT" + body))
    )
    clean = photos.clean(bomb[:33] + chunk + bomb[-12:])
    assert (clean.width, clean.height) == (1, 1)
    assert len(clean.content) < 1000


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow grumbles about EXIF that it then skips
@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    place=st.integers(0, 400),
    noise=st.binary(min_size=1, max_size=8),
)
def test_a_damaged_photo_is_taken_or_refused_and_never_breaks(kind: str, place: int, noise: bytes):
    content = photo(kind=kind)
    damaged = content[:place] + noise + content[place + len(noise) :]
    with suppress(rules.NotAPhoto, rules.TooManyPixels):
        assert photos.clean(damaged).width


def test_a_large_upload_is_refused_before_it_is_read():
    class Unread(SimpleUploadedFile):
        def read(self, size: int | None = None) -> bytes:
            assert size is not None
            assert size < 100
            return bytes(super().read(size))

    with pytest.raises(rules.TooLarge):
        actions.prepare(Unread("photo.jpg", b"\xff\xd8\xff" + b"\0" * 50 * rules.MEGABYTE))
    with pytest.raises(rules.EmptyFile):
        actions.prepare(upload(b""))


def test_a_plain_pdf_is_kept_as_it_is():
    assert documents.clean(PDF).content == PDF
    assert documents.clean(packed_pdf(b"<< /Type /Page >>")).media_type == "application/pdf"


@pytest.mark.parametrize(
    "content",
    [
        PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (x) >>"),
        PDF.replace(b"/Catalog", b"/Catalog << /S /Java#53cript >>"),
        PDF.replace(b"/Catalog", b"/Catalog << /S /Launch >>"),
        PDF.replace(b"/Catalog", b"/Catalog << /Names << /EmbeddedFiles 3 0 R >> >>"),
        PDF.replace(b"/Root", b"/Encrypt 4 0 R /Root"),
        packed_pdf(b"<< /S /JavaScript >>"),
        packed_pdf(b"<< /S /Java#53cript >>"),
        packed_pdf(b"<< /S /JavaScript >>", name=b"/Obj#53tm"),
        packed_pdf(b"x", filters=b"[/ASCII85Decode /FlateDecode]"),
        packed_pdf(b"\0" * (documents.INFLATED + 1)),
    ],
)
def test_a_pdf_that_does_something_is_refused(content: bytes):
    with pytest.raises(rules.ActiveContent):
        documents.clean(content)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"MZ" + PDF, PDF + zip_file() * 20, PDF.replace(b"%%EOF", b"")]
)
def test_what_is_no_whole_pdf_is_refused(content: bytes):
    with pytest.raises(rules.NotADocument):
        documents.clean(content)


def test_a_photo_is_no_document_and_a_document_no_photo():
    with pytest.raises(rules.NotAPhoto):
        actions.prepare(upload(PDF), kind=rules.Kind.PHOTO)
    with pytest.raises(rules.NotADocument):
        actions.prepare(upload(photo()), kind=rules.Kind.DOCUMENT)


@ledger.deed
def filed(*, prepared: list[actions.Prepared], by: Actor, key: str) -> Entry:
    subject = Staff.objects.create(username=key, name="")
    kept = actions.keep(prepared, about="staff", about_id=subject.pk)
    words = {f"file:{place}": file.bound for place, file in enumerate(kept)}
    return ledger.record("test.filed", about=subject, by=by, at=MONDAY, key=key, words=words)


@pytest.mark.django_db
def test_a_kept_file_is_found_again_and_its_name_gives_nothing_away():
    prepared = [
        actions.prepare(upload(telling_photo(), "张三家.jpg")),
        actions.prepare(upload(PDF)),
    ]
    entry = filed(prepared=prepared, by=SYSTEM, key="files-0001")
    files = {file.media_type: file for file in queries.of("staff", [entry.about_id])}
    assert set(files) == {"image/jpeg", "application/pdf"}
    kept = files["image/jpeg"]
    assert (kept.width, kept.height) == (40, 80)
    assert len(queries.bytes_of(kept.pk)) == kept.size
    assert str(kept.pk) not in kept.path
    assert "张三" not in kept.path
    assert list(queries.faults()) == []
    with pytest.raises(NotFound):
        queries.bytes_of(uuid4())


@pytest.mark.django_db
def test_a_file_that_was_touched_is_named():
    filed(prepared=[actions.prepare(upload(photo()))], by=SYSTEM, key="files-0001")
    kept = StoredFile.objects.get()
    path = Path(default_storage.path(kept.path))
    original = path.read_bytes()
    path.write_bytes(b"another picture")
    assert [fault.code for fault in queries.faults()] == ["file-changed"]
    path.unlink()
    assert [fault.code for fault in queries.faults()] == ["file-missing"]
    path.write_bytes(original)
    with ledger.writing():
        StoredFile.objects.update(sha256="0" * 64)
    assert [fault.code for fault in queries.faults()] == ["file-changed", "file-not-bound"]
    with ledger.writing():
        StoredFile.objects.all().delete()
    assert [fault.code for fault in queries.faults()] == ["file-missing"]
    with ledger.writing():
        Passage.objects.update(text="gibberish")
    assert [fault.code for fault in queries.faults()] == ["file-missing"]


@pytest.mark.django_db
def test_verifying_many_files_asks_no_more_often_than_verifying_one():
    def asked(key: str, many: int) -> int:
        prepared = [actions.prepare(upload(photo())) for _ in range(many)]
        filed(prepared=prepared, by=SYSTEM, key=key)
        with CaptureQueriesContext(connection) as queried:
            assert list(queries.faults()) == []
        return len(queried)

    assert asked("files-0001", 1) == asked("files-0002", 20)


@pytest.mark.django_db
def test_what_no_deed_kept_is_swept_away_once_it_is_old():
    kept, left = actions.prepare(upload(photo())), actions.prepare(upload(photo()))
    filed(prepared=[kept], by=SYSTEM, key="files-0001")
    now = timezone.now()
    for before, many in [(now - timedelta(days=1), 0), (now + timedelta(days=1), 1)]:
        assert sum(actions.sweep(folder=n, before=before) for n in range(actions.FOLDERS)) == many
    assert default_storage.exists(kept.path)
    assert not default_storage.exists(left.path)


@pytest.mark.django_db
def test_a_prepared_file_comes_with_one_thing_only():
    from django.db import IntegrityError

    prepared = [actions.prepare(upload(photo()))]
    filed(prepared=prepared, by=SYSTEM, key="files-0001")
    with pytest.raises(IntegrityError):
        filed(prepared=prepared, by=SYSTEM, key="files-0002")


NONSENSE = [
    ("path", "../../etc/passwd"),
    ("path", "a\0b"),
    ("path", "x" * 5000),
    ("path", "."),
    ("id", "zz"),
    ("about_id", "zz"),
    ("sha256", b"\xff"),
]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps to a column's type")
@pytest.mark.parametrize(("column", "value"), NONSENSE)
def test_a_row_of_nonsense_is_named_and_the_files_after_it_are_looked_at(column, value):
    prepared = [actions.prepare(upload(photo())) for _ in range(2)]
    filed(prepared=prepared, by=SYSTEM, key="files-0001")
    first, second = StoredFile.objects.order_by("pk")
    Path(default_storage.path(second.path)).unlink()
    with ledger.writing(), connection.cursor() as cursor:
        sql = f"UPDATE files_storedfile SET {column} = %s WHERE id = %s"  # noqa: S608
        cursor.execute(sql, [value, first.pk.hex])
    found = {(fault.code, fault.where) for fault in queries.faults()}
    assert ("file-missing", f"file {second.pk} of staff {second.about_id}") in found
    assert len(found) > 1


@pytest.mark.django_db
def test_a_path_that_leads_out_of_the_folder_is_named():
    filed(prepared=[actions.prepare(upload(photo()))], by=SYSTEM, key="files-0001")
    with ledger.writing():
        StoredFile.objects.update(path="../../etc/passwd")
    assert [fault.code for fault in queries.faults()] == ["file-unreadable"]
