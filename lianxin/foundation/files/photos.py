"""Cleaning photos: decoded and encoded anew, so that nothing but the picture is left of them."""

import io
import struct
from typing import Final

from PIL import Image, ImageOps

from lianxin.foundation.files.rules import EDGE, PIXELS, Clean, NotAPhoto, TooManyPixels

FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF")  # HEIF only where Pillow has a reader for it
BROKEN: Final = (
    OSError,  # also a truncated file, and UnidentifiedImageError
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def clean(content: bytes) -> Clean:
    """Return a photo upright, at most EDGE pixels long, without EXIF or anything else beside it.

    Screenshots (PNG) stay PNG, the rest becomes JPEG; of a moving picture the first is kept.
    """
    try:
        _check(content)
        return _encoded(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels(limit=PIXELS // 1_000_000) from error
    except BROKEN as error:
        raise NotAPhoto from error


def _open(content: bytes) -> Image.Image:
    Image.init()
    known: list[str] = [name for name in FORMATS if name in Image.OPEN]
    return Image.open(io.BytesIO(content), formats=known)


def _check(content: bytes) -> None:
    with _open(content) as image:
        if image.width * image.height > PIXELS:
            raise TooManyPixels(limit=PIXELS // 1_000_000)
        image.verify()  # closes it, which is why it is opened again


def _encoded(content: bytes) -> Clean:
    with _open(content) as image:
        kept = "PNG" if image.format == "PNG" else "JPEG"
        image.draft("RGB", (EDGE, EDGE))  # a large JPEG is decoded at the scale that is kept
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((EDGE, EDGE))
        bare = _bare(upright, alpha=kept == "PNG" and upright.has_transparency_data)
    written = io.BytesIO()
    bare.save(written, kept, quality=85, optimize=True)
    return Clean(
        content=written.getvalue(),
        media_type=f"image/{kept.lower()}",
        width=bare.width,
        height=bare.height,
    )


def _bare(image: Image.Image, *, alpha: bool) -> Image.Image:
    """Return the pixels alone, on white where they were see-through and the format cannot keep it."""
    pixels = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    bare = Image.new("RGBA" if alpha else "RGB", pixels.size, "#ffffff00" if alpha else "white")
    if alpha or pixels.mode == "RGB":
        bare.paste(pixels)
    else:
        bare.paste(pixels, mask=pixels)
    return bare
