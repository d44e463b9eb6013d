"""What nobody types and what comes along from broken files, and from attackers: NUL, which no database keeps, and marks
without end on one sign, which take minutes to be normalised.
"""

from flask import Flask, abort, request
from werkzeug.datastructures import ImmutableMultiDict

from competition.foundation.signs import steady

NUL = "\0"


def keep_nul_out(app: Flask) -> None:
    """Leave it out of what is typed; an address that has it leads nowhere."""

    @app.before_request
    def refuse_addresses() -> None:
        if NUL in request.path:
            abort(404)
        if any(NUL in name or NUL in value for name, value in request.args.items(multi=True)):
            abort(400)


def make_typed_fit() -> None:
    """Let the form of this request be read without both."""
    typed = list(request.form.items(multi=True))
    plain = [(_fit(name), _fit(text)) for name, text in typed]
    if plain != typed:
        request.form = ImmutableMultiDict(plain)  # pyright: ignore[reportAttributeAccessIssue] - a cached property


def _fit(text: str) -> str:
    return steady(text.replace(NUL, ""))
