"""Why something cannot be done with an application, and what is said then."""

from flask_babel import lazy_gettext as _l

from app.answers.answer import Answer, Way

ANSWERS: dict[str, Answer] = {
    "not-found": Answer(_l("There is nothing here, or it is not public."), 404),
    "not-announced": Answer(
        _l("The results of this call are not announced yet."),
        404,
        Way.CALL,
        _l("They will be on this page once they are announced. The call’s page tells which step is under way."),
    ),
    "made-already": Answer(
        _l("This form was sent before. What you typed now is not saved yet: press the button again to save it, too."),
        409,
    ),
    "changed-meanwhile": Answer(
        _l(
            "Nothing is saved yet, because something else was saved meanwhile (%(who)s, %(at)s). Look at it and press"
            " the button again: what then stands in the fields is saved."
        ),
        409,
    ),
    "wrong-state": Answer(_l("This cannot be done with the application as it stands now."), 409),
    "withdrawn": Answer(
        _l("The application is withdrawn, so it can no longer be changed."),
        409,
        advice=_l("What was submitted can be read on the application’s page, under “My applications”."),
    ),
    "call-not-open": Answer(_l("This call does not take applications now."), 422),
    "application-incomplete": Answer(_l("Something is still missing in the application."), 422),
    "unknown-question": Answer(_l("The form of this call has no such question."), 404),
    "written-meanwhile": Answer(
        _l(
            "Nothing was brought back, because something else was saved here meanwhile (%(who)s, %(at)s). It is on this"
            " page now; the button writes the earlier answer in its place."
        ),
        409,
    ),
    "no-form": Answer(
        _l("This call takes no applications in the portal; its page says how to hand one in."), 422, Way.CALL
    ),
    "unknown-slot": Answer(_l("This call asks for no such attachment."), 404),
    "too-many-files": Answer(
        _l("There is no room for another file here (%(most)s at the most): replace one, or remove one first."), 409
    ),
    "replaced-meanwhile": Answer(
        _l(
            "Nothing is replaced, because the file that you chose is not there any more. Look at what is there now, and"
            " choose again."
        ),
        409,
    ),
    "offer-over": Answer(
        _l("The file that was to be attached is not kept any longer: choose it once more."),
        409,
    ),
    "received-before-opening": Answer(_l("The call did not take applications yet at that time."), 422),
    "received-in-future": Answer(_l("An application cannot have been received later than now."), 422),
    "intake-incomplete": Answer(_l("Give the title, the applicant and the way in which the application came."), 422),
    "acceptance-incomplete": Answer(_l("Name the legal ground and the reason for accepting it late."), 422),
    "accepted-already": Answer(_l("This application has been accepted late already."), 409),
    "accepted-too-short": Answer(
        _l("The application came later than that; the acceptance must last at least until then."), 422
    ),
    "acceptance-over": Answer(
        _l("That time is over already: choose one that gives the applicant time to hand the application in."), 422
    ),
    "not-by-hand": Answer(
        _l("The applicant handed this application in through the portal; files are added only by them."), 409
    ),
    "number-of-another": Answer(
        _l("By this registration number the portal knows the organisation %(name)s. Correct the number or the name."),
        422,
    ),
    "clarification-asked": Answer(
        _l("The applicant of No. %(number)s has been asked to clarify already; that is done once."), 409
    ),
    "nothing-to-clarify": Answer(
        _l("Nothing is to be clarified in No. %(number)s: find first under a criterion that it is."), 409
    ),
    "clarification-empty": Answer(
        _l("Write what must be clarified, and choose at least one question or attachment that opens for it."), 422
    ),
    "still-changeable": Answer(
        _l("The applicant of No. %(number)s can still change the whole application; ask after the deadline."), 409
    ),
    "term-too-short": Answer(_l("The applicant has at least five working days: choose %(least)s or a later day."), 422),
    "term-too-long": Answer(_l("The term is more than a year away: choose %(most)s or an earlier day."), 422),
    "clarification-over": Answer(
        _l("The term of the clarification is over, so the answer is not taken."),
        422,
        advice=_l("What you typed and attached is kept. If something kept you from answering, tell the organiser."),
    ),
    "clarification-incomplete": Answer(_l("Something is still missing in the answer."), 422),
    "answer-outside-its-time": Answer(
        _l("An answer comes after it was asked for, and not later than now: check the day and the hour."), 422
    ),
    "answer-without-file": Answer(_l("Choose at least one file with the answer."), 422),
    "registered-already": Answer(_l("This application is registered already, as No. %(number)s."), 409),
}
