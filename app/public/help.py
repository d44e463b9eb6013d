"""The guides for those who use the site."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Do, may
from app.languages import UNDER_LANGUAGE, page_language
from app.public.guides import FRONT, TOPICS, guide_of

guides = Blueprint("help", __name__, url_prefix=f"{UNDER_LANGUAGE}/help")


@guides.get("")
@may(Do.SEE_PUBLIC)
def overview() -> str:
    """The guide for everybody, which leads to the others."""
    return _page(FRONT)


@guides.get("/<topic>")
@may(Do.SEE_PUBLIC)
def guide(topic: str) -> str | Response:
    """A guide about one topic."""
    return redirect(url_for(".overview"), 308) if topic == FRONT else _page(topic)


def _page(topic: str) -> str:
    language = page_language()
    shown = guide_of(topic, language)
    if shown is None:
        abort(404)
    others = [(one, guide_of(one, language)) for one in TOPICS if one != topic]
    titles = [(other.title, _address(one)) for one, other in others if other]
    return render_template("public/guide.html", guide=shown, others=titles, front=topic == FRONT)


def _address(topic: str) -> str:
    return url_for(".overview") if topic == FRONT else url_for(".guide", topic=topic)
