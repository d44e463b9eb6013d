"""Why the committee, or what is brought in of its work, is told no."""

from flask_babel import lazy_gettext as _l

from app.answers.answer import Answer

ANSWERS: dict[str, Answer] = {
    "number-too-large": Answer(_l("The number at %(place)s is larger than the portal can hold."), 422),
    "chair-taken": Answer(_l("The committee has a chair already."), 409),
    "member-known": Answer(_l("This person is on the committee already."), 409),
    "name-on-committee": Answer(_l("%(name)s is on the committee already."), 409),
    "member-has-acted": Answer(
        _l("This member is not removed: they have declared or scored already, or the committee has met."), 409
    ),
    "other-call": Answer(_l("This member sits on the committee of another call."), 422),
    "conflict-known": Answer(_l("This conflict of interest has been declared already."), 409),
    "staff-conflict-known": Answer(_l("This conflict of interest has been declared already."), 409),
    "own-conflict": Answer(_l("Nobody takes back their own declaration of a conflict of interest: another does."), 403),
    "step-aside": Answer(
        _l("You declared a conflict of interest with one of these applications: another coordinator does this."), 403
    ),
    "secretary-scores": Answer(_l("The secretary keeps the minutes and does not score."), 422),
    "in-conflict": Answer(_l("A member with a conflict of interest does not score this application."), 409),
    "sheet-completed": Answer(_l("The sheet is completed; it does not change any more."), 409),
    "sheet-changed": Answer(_l("The sheet was changed meanwhile, in another tab or on another device."), 409),
    "not-eligible": Answer(_l("An application that does not meet the eligibility criteria is not scored."), 409),
    "off-scale": Answer(_l("Each criterion needs points that its scale allows."), 422),
    "applicants-unknown": Answer(
        _l("Members declare conflicts of interest once the deadline has passed and the applicants are known."), 409
    ),
    "declaration-incomplete": Answer(_l("Choose for each applicant whether there is a conflict of interest."), 422),
    "declared-otherwise": Answer(
        _l("Nothing is saved, because you declared otherwise before, and that stands: %(names)s."),
        409,
        advice=_l(
            "If you noticed a conflict of interest later, declare it on the page of that application; if you declared"
            " one by mistake, tell the organiser of the call."
        ),
    ),
    "not-declared": Answer(_l("Declare first whether you have a conflict of interest with this applicant."), 409),
    "scoring-closed": Answer(_l("The scoring is closed; sheets do not change any more."), 409),
    "reasons-missing": Answer(_l("Points below a criterion’s minimum need their reason."), 422),
    "closed-already": Answer(_l("The scoring is closed already."), 409),
    "not-closed": Answer(_l("The scoring is still open."), 409),
    "reason-missing": Answer(_l("Write the reason."), 422),
    "scoring-open": Answer(_l("The committee decides once the chair has closed the scoring."), 409),
    "minutes-incomplete": Answer(
        _l("Write the day and the number of the meeting, who was there and how they voted."), 422
    ),
    "meeting-in-future": Answer(_l("The meeting cannot have been held later than today."), 422),
    "cannot-decide": Answer(_l("The meeting could not decide: it was not quorate, or the vote did not carry."), 422),
    "not-quorate": Answer(
        _l("The meeting was not quorate: %(able)s of %(voting)s could vote, at least %(needed)s are needed."), 422
    ),
    "votes-below-zero": Answer(_l("A number of votes cannot be below zero."), 422),
    "too-many-votes": Answer(
        _l("There are %(votes)s votes, but %(able)s of those present can vote; the secretary does not."), 422
    ),
    "not-carried": Answer(_l("The vote did not carry: %(in_favour)s in favour, %(against)s against."), 422),
    "reminded-today": Answer(_l("%(name)s was reminded today already; the next reminder can go tomorrow."), 409),
    "nothing-to-remind": Answer(_l("%(name)s has nothing left to do in this call."), 409),
    "no-account": Answer(_l("%(name)s has no account in the portal; remind them by telephone or e-mail."), 409),
    "order-unreasoned": Answer(_l("Write why the applications stand in this order."), 422),
    "order-taken": Answer(_l("These applications were put in order before."), 409),
    "order-malformed": Answer(_l("An order names applications of one call, each once."), 422),
    "still-undecided": Answer(_l("Not checked, or not scored to the end: %(numbers)s."), 409),
    "tie-unsettled": Answer(
        _l("Applications share a place at the funding line; the committee orders them first."), 409
    ),
}
