"""Sounds: what comes in is decoded whole and written anew, and what is none, or too long, is refused."""

import io
from typing import Any

import numpy as np
import pytest
import soundfile
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.foundation.files import actions, rules, sounds
from lianxin.foundation.refusal import Refusal

RATE = 16_000


def sound(seconds: float = 1, kind: str = "WAV", *, rate: int = RATE, **more: Any) -> bytes:
    """Return a tone of 440 Hz."""
    channels = more.pop("channels", 1)
    loud = more.pop("loud", 0.5)
    tone = loud * np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * 440 / rate)
    written = io.BytesIO()
    soundfile.write(written, np.column_stack([tone] * channels), rate, format=kind, **more)
    return written.getvalue()


def telling_sound() -> bytes:
    """Return a sound that tells who recorded it where, with something else behind it."""
    written = io.BytesIO()
    with soundfile.SoundFile(written, "w", RATE, 1, format="WAV") as told:
        told.title = told.artist = told.comment = "TELLTALE"
        told.write(np.sin(np.arange(RATE) / 6) / 2)
    return written.getvalue() + b"TELLTALE"


def heard(content: bytes) -> tuple[Any, int]:
    values, rate = soundfile.read(io.BytesIO(content))
    return values, rate


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("WAV", {}),
        ("WAV", {"subtype": "ULAW"}),
        ("FLAC", {}),
        ("OGG", {"subtype": "VORBIS"}),
        ("OGG", {"subtype": "OPUS"}),
        ("MP3", {}),
        ("AIFF", {}),
        ("CAF", {}),
        ("WAV", {"rate": 96_000}),
        ("WAV", {"rate": 44_100, "channels": 2}),
    ],
)
def test_what_a_phone_or_a_browser_records_becomes_one_channel_that_every_browser_plays(
    kind: str, more: dict[str, Any]
):
    clean = sounds.clean(sound(1.5, kind, **more))
    values, rate = heard(clean.content)
    assert clean.media_type == "audio/mpeg"
    assert values.ndim == 1
    assert 1.4 < len(values) / rate < 1.8
    loudest = np.abs(np.fft.rfft(values)).argmax() * rate / len(values)
    assert 430 < loudest < 450


def test_a_sound_loses_everything_but_what_is_heard():
    content = telling_sound()
    assert content.count(b"TELLTALE") >= 2
    assert b"TELLTALE" not in sounds.clean(content).content


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"\x1a\x45\xdf\xa3" + b"\0" * 400,  # WebM, which only a browser opens here
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"OggS" + b"\0" * 400,
        b"ID3" + b"TELLTALE" * 50,
        sound(kind="FLAC")[:60],
        sound(kind="WAV")[:30],
        sound(rate=5000),
        sound(channels=9),
        sound(kind="W64"),
    ],
)
def test_what_is_no_sound_is_refused(content: bytes):
    with pytest.raises(rules.NotASound):
        sounds.clean(content)


@pytest.mark.parametrize("content", [sound(0.0), sound(1, loud=0.0)])
def test_where_nothing_can_be_heard_it_is_said(content: bytes):
    with pytest.raises(rules.SilentSound):
        sounds.clean(content)


def test_two_minutes_are_taken_and_no_more():
    assert sounds.clean(sound(121, rate=8000)).content
    with pytest.raises(rules.SoundTooLong):
        sounds.clean(sound(130, rate=8000))


def test_a_header_that_lies_about_its_length_keeps_nobody_waiting():
    content = bytearray(sound(130, rate=8000))
    content[40:44] = b"\xff\xff\xff\xff"
    with pytest.raises(rules.SoundTooLong):
        sounds.clean(bytes(content))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", rules.EmptyFile),
        (b"RIFF" + b"\0" * 25 * rules.MEGABYTE, rules.TooLarge),
        (b"%PDF-1.7", rules.NotASound),
        (b"\xff\xd8\xff\xe0 a photo", rules.NotASound),
    ],
)
def test_a_sound_is_known_by_its_content_and_limited(content: bytes, refusal: type[Refusal]):
    with pytest.raises(refusal):
        actions.prepare(
            SimpleUploadedFile("voice.mp3", content, content_type="audio/mpeg"),
            kind=rules.Kind.SOUND,
        )


def test_a_sound_is_no_photo():
    with pytest.raises(rules.NotAPhoto):
        actions.prepare(SimpleUploadedFile("photo.jpg", sound()))


def test_a_sound_is_put_away_clean():
    prepared = actions.prepare(SimpleUploadedFile("x", sound()), kind=rules.Kind.SOUND)
    assert (prepared.media_type, prepared.width, prepared.height) == ("audio/mpeg", None, None)
    assert 0 < prepared.size < 20_000
