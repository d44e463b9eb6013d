"""Checking a receipt: anybody pastes its code or gives its PDF, and is told whether this portal issued it.

The application itself is not shown, nor looked up: what is said is what the code itself says.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import Length

from app.access import Do, may
from app.extensions import db
from app.forms import Form
from app.languages import UNDER_LANGUAGE, page_language, said_plainly
from app.public.blueprint import public
from app.receipts import facts_of, portal_keys
from app.throttling import CHECKING_OF_NETWORK, network, throttle
from app.words import said_later as _l
from competition.application.receipt import LONGEST_CODE, NotReceipt, Said, codes_in, read_code
from competition.call.extras import extras_of
from competition.call.queries import call_with_slug
from competition.call.records import Call
from documents.sealed import is_sealed

ADDRESS = f"{UNDER_LANGUAGE}/verify"
FORM_ERROR = 422
LONGEST_TEXT = 20 * LONGEST_CODE
PDF = b"%PDF-"
"""Readers take a file for a PDF wherever in it this stands."""
MOST_CODES = 20


class VerifyForm(Form):
    """What is to be checked: a text with the code in it, or the file."""

    code = TextAreaField(
        _l("The code of the receipt"),
        [Length(max=LONGEST_TEXT, message=_l("This is too long for a receipt: paste only its code."))],
    )
    file = FileField(_l("The receipt as PDF"))


@dataclass(frozen=True, slots=True)
class Checked:
    """One code that was found: what it says if it is genuine, in words, and its digest."""

    genuine: bool
    facts: list[tuple[str, str]]
    digest: str = ""


@public.get(ADDRESS)
@may(Do.SEE_PUBLIC)
def verify() -> str | tuple[str, int]:
    """The form; or, at an address that has the code in it (the square on the PDF), the verdict at once."""
    code = request.args.get("code", "")
    form = VerifyForm(formdata=None, code=code)
    return _checked(form, code[:LONGEST_TEXT]) if code else _page(form)


@public.post(ADDRESS)
@may(Do.SEE_PUBLIC)
def check_receipt() -> str | tuple[str, int]:
    """The verdict on what was pasted or given."""
    form = VerifyForm()
    if not form.validate_on_submit():
        return _page(form), FORM_ERROR
    content = request.files["file"].stream.read() if "file" in request.files else b""
    return _checked(form, content.decode("latin-1") if content else form.code.data or "", content)


def _checked(form: VerifyForm, text: str, content: bytes = b"") -> str | tuple[str, int]:
    throttle().count(CHECKING_OF_NETWORK, network())
    codes = codes_in(text)
    if len(codes) > MOST_CODES:
        form.form_errors = [_l("There are too many receipts in it: check at most %(most)s at a time.", most=MOST_CODES)]
        return _page(form), FORM_ERROR
    if not codes:
        where = form.file if content else form.code
        where.errors = [
            _l("There is no code of a receipt in this file. Choose the PDF that the portal sent or let you download.")
            if content
            else _l("There is no code of a receipt in this text. It begins with KR1 and is copied whole, to its end.")
        ]
        return _page(form), FORM_ERROR
    keys = portal_keys(db.session())
    return _page(
        form,
        checked=[_verdict(code, keys) for code in codes],
        whole=is_sealed(content, keys) if PDF in content else None,
        loose=bool(content) and PDF not in content,
    )


def _verdict(code: str, keys: Mapping[str, str]) -> Checked:
    try:
        said = read_code(code, keys)
    except NotReceipt:
        return Checked(genuine=False, facts=[])
    return Checked(genuine=True, facts=_facts(said), digest=said.digest)


def _facts(said: Said) -> list[tuple[str, str]]:
    call = call_with_slug(db.session(), said.call)
    if call is None:
        return facts_of(said, said.call, None)
    title, *others = facts_of(said, said_plainly(call.title, page_language()), call)
    return [title, *_whose(call), *others]


def _whose(call: Call) -> list[tuple[str, str]]:
    """Which of the calls it is: several have the same title, and each begins its numbers anew."""
    of_round = extras_of(call.more).round
    called = [(gettext("Name of the round"), said_plainly(of_round, page_language()))] if of_round else []
    return [*called, (gettext("Organiser"), call.organiser_name)]


def _page(
    form: VerifyForm, checked: list[Checked] | None = None, *, whole: bool | None = None, loose: bool = False
) -> str:
    """The form with the verdict, if any; `whole`: whether a PDF is as it was made; `loose`: another kind of file."""
    keys = portal_keys(db.session())
    return render_template("public/verify.html", form=form, checked=checked, whole=whole, loose=loose, keys=keys)
