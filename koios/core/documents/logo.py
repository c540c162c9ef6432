"""The company's logo as documents take it: an SVG that holds its picture."""

import base64
from functools import lru_cache

from koios.core.files import store
from koios.core.files.kinds import identify
from koios.core.files.pictures import as_png
from koios.core.files.refused import Unfit

_SIDE = 480


def drawn_logo(sha256: str) -> str:
    """The picture kept under that hash; nothing when it is gone or is no picture."""
    try:
        return _drawn(sha256)
    except (OSError, Unfit):
        return ""


@lru_cache(maxsize=8)
def _drawn(sha256):
    with open(store.path_of(sha256), "rb") as source:
        picture, width, height = as_png(source, identify(source).key, _SIDE)
    told = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{told}"/></svg>'
    )
