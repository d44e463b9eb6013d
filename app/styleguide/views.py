"""The parts of which pages are made, in all their states, and six whole pages of the kinds that are to come.

Not in production. Nothing that is sent here is kept.
"""

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.access import Do, may
from app.acting import arrived
from app.config import Settings
from app.formats import Calendar, hour
from app.languages import UNDER_LANGUAGE
from app.styleguide import samples
from app.styleguide.forms import KINDS, FileForm, SectionForm, SheetForm
from app.styleguide.letters import letters
from app.words import STAGES, STATES

styleguide = Blueprint("styleguide", __name__, url_prefix=f"{UNDER_LANGUAGE}/styleguide")

WRITTEN = {
    "participants": "24",
    "at_risk": "42",
    "how": "Jauniešus aicinās viņu klases audzinātāji un divi vienaudži no iepriekšējā projekta.",
}
FORM_ERROR, OK = 422, 200
Answer = str | tuple[str, int]


@styleguide.get("")
@may(Do.SEE_STYLEGUIDE)
def parts() -> str:
    """Every part in every state."""
    at = arrived()
    return render_template(
        "styleguide/parts.html",
        samples=samples,
        letters=letters(),
        cards=samples.cards(at),
        calendar=Calendar(samples.RIGA, at.astimezone(samples.RIGA).year),
        stages=list(STAGES),
        states=[name for name in STATES if name not in {"award", "ineligible", "below_threshold"}],
        plain=SectionForm(formdata=None, prefix="plain-"),
        wrong=_refused_section(),
        file=FileForm(formdata=None, prefix="plain-"),
        **_accepted(),
        places=samples.places(*(FileForm(formdata=None, prefix=f"place-{number}-").file for number in range(2))),
        refused_file=_refused_file(),
        sheet=SheetForm(formdata=MultiDict({"need": "4"})),
        page_address=lambda number: url_for(".desk_page", page=number),
    )


@styleguide.route("/form", methods=["GET", "POST"])
@may(Do.SEE_STYLEGUIDE)
def form_page() -> Answer | Response:
    """One section of an application."""
    form = SectionForm()
    if form.validate_on_submit():
        return redirect(url_for(".done", what="section"), 303)
    status = FORM_ERROR if form.errors else OK
    return render_template("styleguide/form.html", form=form, samples=samples), status


@styleguide.post("/form/saved")
@may(Do.SEE_STYLEGUIDE)
def save_form() -> Response:
    """As if what was typed were kept: when that was, by the server's clock."""
    at = arrived().astimezone(samples.RIGA).time().replace(second=0)
    return jsonify(said=gettext("Saved %(hour)s", hour=hour(at)))


@styleguide.get("/done")
@may(Do.SEE_STYLEGUIDE)
def done() -> str:
    """What follows when a form was accepted: of an application, unless the address says of what."""
    return render_template("styleguide/done.html", what=request.args.get("what"))


@styleguide.route("/files", methods=["GET", "POST"])
@may(Do.SEE_STYLEGUIDE)
def files_page() -> Answer | Response:
    """Files that are there, and one more."""
    form = FileForm()
    if form.validate_on_submit():
        return redirect(url_for(".done", what="file"), 303)
    return render_template(
        "styleguide/files.html", form=form, samples=samples, **_accepted()
    ), FORM_ERROR if form.errors else OK


@styleguide.route("/sheet", methods=["GET", "POST"])
@may(Do.SEE_STYLEGUIDE)
def sheet_page() -> Answer | Response:
    """A score sheet beside what is scored."""
    form = SheetForm()
    if form.validate_on_submit():
        return redirect(url_for(".done", what="sheet"), 303)
    status = FORM_ERROR if form.errors else OK
    return render_template("styleguide/sheet.html", form=form, so_far=form.so_far(), samples=samples), status


@styleguide.get("/ranking")
@may(Do.SEE_STYLEGUIDE)
def ranking_page() -> str:
    """A ranking with its line, a tie, a reserve and a missed floor."""
    return render_template("styleguide/ranking.html", samples=samples)


@styleguide.get("/desk")
@may(Do.SEE_STYLEGUIDE)
def desk_page() -> str:
    """A coordinator's day, and a list with pages."""
    page = request.args.get("page", 1, type=int)
    return render_template(
        "styleguide/desk.html",
        todos=samples.todos(),
        page=min(max(page, 1), 9),
        page_address=lambda number: url_for(".desk_page", page=number),
    )


def _refused_section() -> SectionForm:
    """A section with mistakes in it, as it comes back."""
    written = {f"wrong-{name}": value for name, value in WRITTEN.items()}
    form = SectionForm(formdata=MultiDict(written), prefix="wrong-", meta={"csrf": False})
    form.validate()
    return form


def _refused_file() -> FileForm:
    form = FileForm(formdata=None, prefix="wrong-", meta={"csrf": False})
    form.validate()
    return form


def _accepted() -> dict[str, object]:
    """What files are accepted."""
    settings: Settings = current_app.extensions["konkurss-settings"]
    return {"kinds": KINDS, "megabytes": settings.max_upload_mb}
