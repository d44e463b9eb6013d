"""What a safe viewer shows, as work for a guarded process: a page as a picture, a smaller picture, a container's file.

What they give is made anew here, except for `member_of`, whose kind its inspection tells.
"""

from io import BytesIO

from documents.inspecting.containers import member_of
from documents.inspecting.images import shrink_image
from documents.inspecting.pdf_files import opened

WIDEST, LONGEST, PIXELS = 2400, 10_000, 8_000_000


def render_page(content: bytes, page: int, width: int) -> bytes:
    """A page of a PDF, the first is 1, as a PNG of this width; a very long one is narrower. Raises IndexError for one
    that is not there, Faulty.
    """
    document = opened(content)
    if not 1 <= page <= len(document):
        raise IndexError(page)
    document.init_forms()  # so that what is filled in is drawn, and how signatures look; this PDFium runs no scripts
    drawn = document[page - 1]
    across, down = (max(side, 1.0) for side in drawn.get_size())
    scale = min(max(1, min(width, WIDEST)) / across, LONGEST / down, (PIXELS / (across * down)) ** 0.5)
    out = BytesIO()
    drawn.render(scale=scale).to_pil().convert("RGB").save(out, "PNG")
    return out.getvalue()


__all__ = ["member_of", "render_page", "shrink_image"]
