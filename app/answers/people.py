"""Why something cannot be done with organisers, organisations, people and their accounts."""

from flask_babel import lazy_gettext as _l

from app.answers.answer import Answer

ANSWERS: dict[str, Answer] = {
    "slug-taken": Answer(_l("The short name “%(slug)s” is taken."), 422),
    "slug-malformed": Answer(_l("A short name is 1 to 64 small letters, digits and hyphens."), 422),
    "address-taken": Answer(_l("A person with this e-mail address is known already."), 422),
    "name-missing": Answer(_l("A name is needed."), 422),
    "organiser-missing": Answer(_l("This role belongs to an organiser; only the administrator’s does not."), 422),
    "own-roles": Answer(_l("Your own roles and your own account are for another administrator to change."), 409),
    "role-known": Answer(_l("The person has this role already."), 409),
    "last-administrator": Answer(
        _l("This is the last administrator: make somebody else an administrator first."),
        409,
    ),
    "account-missing": Answer(_l("The person has no account."), 409),
    "message-not-failed": Answer(_l("Only a message that failed can be sent anew; this one is sent or will be."), 409),
    "unknown-organiser": Answer(_l("There is no organiser “%(slug)s”."), 404),
    "password-short": Answer(
        _l("A password has at least %(least)s characters: take three or four unrelated words."), 422
    ),
    "password-long": Answer(_l("A password has at most %(most)s characters."), 422),
    "password-weak": Answer(
        _l("This password is among the first that somebody would try: take three or four unrelated words."), 422
    ),
    "code-wrong": Answer(
        _l("This code does not count: write the newest one that the app shows, because each works once."),
        422,
    ),
    "passkey-wrong": Answer(
        _l(
            "This passkey does not count: the portal does not know it, or the answer came too late."
            " Try again, or go on without it."
        ),
        422,
    ),
    "passkey-known": Answer(_l("This passkey was added before."), 409),
    "codes-needed": Answer(
        _l("Whoever works for an organiser or sits on a committee signs in with the second step."), 409
    ),
    "link-unknown": Answer(_l("This link is not whole, or it is too old."), 404),
    "link-used": Answer(_l("This link was used already; it works once."), 409),
    "organisation-known": Answer(
        _l(
            "The organisation with this number is in the portal already: ask to work for it, or let one of its people"
            " invite you."
        ),
        422,
    ),
    "organisation-unknown": Answer(
        _l("The portal does not know an organisation with this number: add it with its name."), 422
    ),
    "works-for-it-yourself": Answer(_l("You work for this organisation already."), 422),
    "declined-lately": Answer(
        _l("Your request was declined; you can ask again after %(until)s. If it is urgent, write to the organiser."),
        409,
    ),
    "request-answered": Answer(_l("Somebody has answered this request already."), 409),
    "request-over": Answer(_l("The time of this request is over; whoever asked can ask again."), 409),
    "answered-by-owners": Answer(
        _l("Somebody is responsible for this organisation by now: they answer who may work for it."), 409
    ),
    "own-request": Answer(_l("Nobody answers their own request: another coordinator does."), 403),
    "owner-needed": Answer(_l("Nobody is responsible for this organisation yet: whoever is let in first is."), 422),
    "answer-unreasoned": Answer(_l("Write why the answer is no."), 422),
    "address-not-mailable": Answer(
        _l("Messages may not reach this address: it has letters that not every mail server knows. Give another."), 422
    ),
    "not-owner": Answer(_l("Only those who are responsible for the organisation can do this."), 403),
    "last-owner": Answer(
        _l("Somebody must stay responsible for the organisation: first invite another responsible person."), 409
    ),
    "works-for-it-already": Answer(_l("This person works for the organisation already."), 422),
    "invitation-taken-back": Answer(_l("This invitation was taken back."), 409),
    "link-over": Answer(_l("The time of this link is over."), 409),
}
