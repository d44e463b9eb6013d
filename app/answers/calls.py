"""Why something cannot be done with a call: its terms, its checks, its results and letters."""

from flask_babel import lazy_gettext as _l

from app.answers.answer import Answer

ANSWERS: dict[str, Answer] = {
    "terms-out-of-order": Answer(_l("The days of the call do not follow each other."), 422),
    "projects-too-short": Answer(
        _l("From the first to the last day of the projects there must be at least %(months)s months."),
        422,
    ),
    "already-published": Answer(_l("The call is public; only an amendment can change it."), 409),
    "form-invalid": Answer(_l("This is no application form yet: %(count)s things are wrong with it."), 422),
    "form-part-missing": Answer(
        _l("This part is not in the form any more."),
        404,
        advice=_l("Somebody may have taken it out meanwhile: look at the form, on the call’s page."),
    ),
    "form-part-elsewhere": Answer(
        _l(
            "This part stands in the form’s text in a way of its own, which these pages cannot change without loss:"
            " change it in the text."
        ),
        409,
        advice=_l("The form’s text is found on the form’s page, under “Change the form as a text”."),
    ),
    "not-published": Answer(_l("The call is not public yet."), 409),
    "call-incomplete": Answer(_l("Something is missing without which the call cannot be published."), 422),
    "deadline-moved-earlier": Answer(_l("A deadline can only be moved to a later time."), 422),
    "deadline-unmoved": Answer(_l("This deadline is in force already; choose a later one."), 422),
    "order-incomplete": Answer(_l("Name the legal basis and the reason, and what changes."), 422),
    "ground-vague": Answer(
        _l("Name the legal ground so that it can be found: the order or the point, with its number or day."), 422
    ),
    "call-decided": Answer(_l("The call is decided; its terms do not change any more."), 409),
    "number-pattern-wrong": Answer(
        _l(
            "A pattern of numbers has {serial} once; it may have {year}, letters, digits, full stops, slashes, hyphens."
        ),
        422,
    ),
    "unknown-requirement": Answer(_l("The call has no such eligibility criterion."), 404),
    "not-in-time": Answer(_l("The application came late; it is registered and answered, but not evaluated."), 409),
    "finding-unreasoned": Answer(_l("Write why a criterion is not met, or what must be clarified."), 422),
    "not-clarifiable": Answer(
        _l("Criterion %(codes)s cannot be corrected after submission: choose whether it is met."), 422
    ),
    "already-decided": Answer(_l("The call is decided already."), 409),
    "not-decided": Answer(_l("There is no decision to announce yet."), 409),
    "already-announced": Answer(_l("The results are announced already."), 409),
    "deadline-not-passed": Answer(_l("Nothing is decided while applications may still come in."), 409),
    "beyond-means": Answer(_l("The call has no money for so many awards."), 422),
    "letterhead-missing": Answer(_l("Fill in the letterhead first: head, signature, where to contest."), 409),
    "letter-incomplete": Answer(
        _l("The letter on application No. %(application)s lacks something; it is listed on the page."), 409
    ),
    "letter-pattern-wrong": Answer(
        _l(
            "A pattern of numbers has {serial} once; it may have {year}, letters, digits, full stops, slashes, hyphens."
        ),
        422,
    ),
    "letter-not-numbered": Answer(_l("This letter has no number yet."), 409),
    "nobody-to-tell": Answer(
        _l("Nobody of the applicant of letter No. %(number)s has an account; send it by post or hand it over."), 409
    ),
    "letter-sent-already": Answer(_l("When letter No. %(number)s was sent is written down already."), 409),
    "letter-sent-before-dated": Answer(_l("A letter cannot have been sent before the day of its date."), 422),
    "letter-sent-in-future": Answer(_l("A letter cannot have been sent later than now."), 422),
    "registration-number-wrong": Answer(
        _l("Check the registration number: it must have eleven digits, the last a check digit that fits the others."),
        422,
    ),
    "telephone-wrong": Answer(_l("Write one telephone number in figures, for example +371 6000 0000."), 422),
    "account-number-wrong": Answer(
        _l("Check the bank account number (IBAN): its letters and figures do not fit each other."), 422
    ),
    "signatory-incomplete": Answer(
        _l("Of whoever signs, give the name, the post and the ground, or leave all three empty."), 422
    ),
}
