"""Pictures: is it one, and a copy of it that is safe to show.

The copy is drawn anew from the pixels, turned upright and without what the camera noted (place,
owner, device). The original is never shown, only downloaded.
"""

import io
import threading
from typing import BinaryIO

import pi_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from koios.core.files.refused import Unfit

LARGE, SMALL = 1280, 320  # the longest side of a preview
_FORMATS = {
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "gif": "GIF",
    "heic": "HEIF",
    "tiff": "TIFF",
    "bmp": "BMP",
}
# 200 megapixels is the most that a phone's camera gives today; 50 are drawn in about 150 MB
_MOST_PIXELS = 210_000_000
_MOST_DRAWN = 50_000_000

Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
pi_heif.register_heif_opener(thumbnails=False)
_one_at_a_time = threading.Lock()


def check(source: BinaryIO, key: str) -> None:
    """Refuse what begins like a picture and is none, or is too large to be opened."""
    try:
        with _opened(source, key) as picture:
            width, height = picture.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(_("la imagen es demasiado grande al abrirse")) from None
    except Exception:  # decoders fail in their own ways
        raise Unfit(_("no es una imagen que se pueda abrir")) from None
    if width * height > _MOST_PIXELS:
        raise Unfit(_("la imagen es demasiado grande al abrirse"))


def preview(source: BinaryIO, key: str, side: int) -> bytes | None:
    """A WebP copy no longer than `side`; None when the picture cannot be drawn."""
    try:
        with _one_at_a_time, _opened(source, key) as picture:
            if key == "jpg":
                picture.draft("RGB", (side, side))
            if picture.width * picture.height > _MOST_DRAWN:
                return None
            return _drawn(picture, side)
    except Exception:  # a picture that breaks half-way has no preview, only its download
        return None


def as_png(source: BinaryIO, key: str, side: int) -> tuple[bytes, int, int]:
    """A PNG copy with its width and height, for documents; `Unfit` for what is no picture."""
    if key not in _FORMATS:
        raise Unfit(_("no es una imagen que se pueda abrir"))
    try:
        with _one_at_a_time, _opened(source, key) as picture:
            clean = _shrunk(picture, side)
            out = io.BytesIO()
            clean.save(out, "PNG", optimize=True)
    except Exception:
        raise Unfit(_("no es una imagen que se pueda abrir")) from None
    return out.getvalue(), clean.width, clean.height


def _opened(source, key):
    source.seek(0)
    return Image.open(source, formats=[_FORMATS[key]])


def _drawn(picture, side):
    out = io.BytesIO()
    clean = _shrunk(picture, side)
    clean.save(out, "WEBP", quality=80, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()


def _shrunk(picture, side):
    profile = picture.info.get("icc_profile")
    picture.thumbnail((side * 2, side * 2), Image.Resampling.BILINEAR, reducing_gap=2)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _in_usual_colours(upright, profile)


def _in_usual_colours(picture, profile):
    """RGB or RGBA, and from the camera's colours to those of screens where it says which."""
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            usual = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, theirs, usual, outputMode="RGB")
        except ImageCms.PyCMSError:
            pass
    return picture.convert("RGBA" if transparent else "RGB")
