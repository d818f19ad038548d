"""Cleaning sounds: decoded whole and encoded anew, so that nothing but what can be heard is left of them."""

import io
from collections.abc import Iterator

import numpy as np
import soundfile
from numpy.typing import NDArray

from lianxin.foundation.files.rules import SECONDS, Clean, NotASound, SilentSound, SoundTooLong

# How a file begins that the library is given at all: WAV, FLAC, Ogg (Vorbis, Opus), AIFF, CAF, MP3.
STARTS = (b"RIFF", b"fLaC", b"OggS", b"FORM", b"caff", b"ID3")
FRAME = (b"\xff\xe2", b"\xff\xe3", b"\xff\xf2", b"\xff\xf3", b"\xff\xfa", b"\xff\xfb")  # of an MP3
RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)  # that an MP3 can have
CHANNELS = 8
BLOCK = 65_536  # frames decoded in one go: however many channels, memory stays small
GRACE = 2  # seconds by which a recorder may stop late
QUIET = 1e-3  # of the loudest that can be written: below it (-60 dB) nobody hears anything
BROKEN = (soundfile.SoundFileError, RuntimeError, ValueError, OSError)


def sounds(start: bytes) -> bool:
    """Return whether a file begins as a sound does."""
    return start.startswith(STARTS + FRAME)


def clean(content: bytes) -> Clean:
    """Return a sound as an MP3 with one channel, which every browser plays, without anything beside it."""
    if not sounds(content):
        raise NotASound
    try:
        heard, rate = _decoded(content)
    except BROKEN as error:
        raise NotASound from error
    if not heard.size or np.max(np.abs(heard)) < QUIET:
        raise SilentSound
    written = io.BytesIO()
    soundfile.write(written, heard, rate, format="MP3", subtype="MPEG_LAYER_III")
    return Clean(content=written.getvalue(), media_type="audio/mpeg")


def _decoded(content: bytes) -> tuple[NDArray[np.float32], int]:
    """Return all that can be heard, on one channel, and at how many values a second."""
    with soundfile.SoundFile(io.BytesIO(content)) as sound:
        fold = -(-sound.samplerate // RATES[-1])  # a studio's rate is folded to half of it, or less
        rate = sound.samplerate // fold
        if rate not in RATES or sound.samplerate % fold or sound.channels > CHANNELS:
            raise NotASound
        heard = np.concatenate([np.zeros(0, np.float32), *_blocks(sound)])
    whole = heard[: len(heard) // fold * fold].reshape(-1, fold)
    return np.clip(np.nan_to_num(whole.mean(axis=1)), -1, 1).astype(np.float32), rate


def _blocks(sound: soundfile.SoundFile) -> Iterator[NDArray[np.float32]]:
    """Yield what is decoded, and refuse to go on where it is too long: a header may say anything."""
    most, count = (SECONDS + GRACE) * sound.samplerate, 0
    while len(block := sound.read(BLOCK, dtype="float32", always_2d=True)):
        count += len(block)
        if count > most:
            raise SoundTooLong(limit=SECONDS)
        yield block.mean(axis=1)
