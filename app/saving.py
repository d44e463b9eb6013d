"""What a page that saves itself is told: when it was saved, and what of it was not."""

from collections.abc import Sequence

from flask import jsonify
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.formats import listed


def saved_answer(
    hour: str, seen: str, *, off_scale: Sequence[str] = (), elsewhere: Sequence[str] = (), but: str = ""
) -> Response:
    """Saved at `hour`, with the marks of what the page has now `seen`.

    Not saved are points `off_scale`, by their criteria's codes, and the fields changed `elsewhere` too, in words.
    `but`: a sentence about what saving has not done.
    """
    left = []
    if off_scale:
        left.append(gettext("points off the scale: %(codes)s", codes=listed(off_scale)))
    if elsewhere:
        left.append(gettext("what was changed in another window too: %(fields)s", fields=listed(elsewhere)))
    said = gettext("Saved %(hour)s", hour=hour)
    if left:
        said = gettext("Saved %(hour)s, but for %(what)s", hour=hour, what="; ".join(left))
    if but:
        said = f"{said}. {but}"
    return jsonify(said=said, seen=seen, partly=bool(left))
