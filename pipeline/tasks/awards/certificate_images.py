"""Pictures that a person uploads (seal, logo): checked, shrunk and made into what the page can hold."""

from __future__ import annotations

import base64
import io
import warnings
from pathlib import Path

from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from pipeline.errors import InvalidInput

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
KEPT_SIDE = 900  # pixels; the largest printed size (25 mm at 300 dpi) needs a third of it
LABELS = {"seal_image": "도장", "logo": "로고"}


def picture_svg(path: Path, field: str, *, clear_white: bool = False) -> str:
    """The PNG or JPEG at ``path`` inside an SVG, in its own proportions; ``clear_white`` makes white paper transparent.

    Raises InvalidInput(field, …) for a file that is missing, too large, damaged or of another kind.
    """
    picture = _open(path, field)
    if clear_white:
        picture = _without_paper(picture)
    box = picture.getchannel("A").point(lambda alpha: 255 if alpha > 8 else 0).getbbox()
    if box is None:
        raise InvalidInput(field, f"{LABELS[field]} 그림이 비어 있습니다.", "그림이 보이는 파일을 올려 주세요.")
    return _svg(picture.crop(box))


def _open(path: Path, field: str) -> Image.Image:
    label = LABELS[field]
    another = f"다른 {label} 파일(PNG 또는 JPEG)을 올려 주세요."
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InvalidInput(
                field, f"{label} 파일이 {MOST_BYTES // 2**20} MB보다 큽니다.", "더 작은 파일을 올려 주세요."
            )
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=("PNG", "JPEG")) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise InvalidInput(
                        field, f"{label} 그림이 {width}x{height} 픽셀로 너무 큽니다.", "크기를 줄여서 올려 주세요."
                    )
                picture.draft("RGB", (KEPT_SIDE, KEPT_SIDE))  # a JPEG is decoded small at once
                whole = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InvalidInput(field, f"{label} 파일을 그림으로 읽을 수 없습니다.", another) from None
    except (OSError, SyntaxError, ValueError):  # what Pillow raises for a cut or damaged file
        raise InvalidInput(field, f"{label} 파일이 없거나 손상되었습니다.", another) from None
    whole.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    return whole


def _without_paper(picture: Image.Image) -> Image.Image:
    """Paper becomes transparent in proportion to how white it is, so that the ink's soft edge has no pale rim."""
    darkest = ImageChops.darker(ImageChops.darker(*picture.split()[:2]), picture.getchannel("B"))
    ink = darkest.point(lambda value: round(min(255, max(0, (235 - value) * 255 / 120))))
    picture.putalpha(ImageChops.multiply(picture.getchannel("A"), ink))
    return picture


def _svg(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    data = base64.b64encode(buffer.getvalue()).decode()
    width, height = picture.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )
