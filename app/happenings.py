"""What happened, in words: every event of the chain as a page tells it."""

from collections.abc import Mapping
from typing import Any

from app.words import said_later as _l

HAPPENED: Mapping[str, Any] = {
    # an application
    "application.started": _l("Begun in the portal"),
    "application.begun-again": _l("Begun again: the draft that was there is taken up"),
    "application.details-taken": _l("Begun with what stands in the organisation’s details"),
    "application.copied": _l("Begun with the answers of No. %(number)s, which is withdrawn"),
    "application.copied-again": _l("Begun again with the answers of No. %(number)s: the same draft"),
    "application.saved": _l("Answers saved"),
    "application.read-from-word": _l("Answers were taken from a Word file"),
    "application.brought-back": _l("An earlier answer was brought back"),
    "application.attached": _l("A file was attached"),
    "application.attached-again": _l("The same file was attached again"),
    "application.replaced": _l("A file was replaced by another one"),
    "application.detached": _l("A file was taken out"),
    "application.discarded": _l("The draft was deleted by its owner"),
    "application.submitted": _l("Handed in, version %(version)s"),
    "application.submission-repeated": _l("Handed in again without a change"),
    "application.received": _l("Registered as No. %(number)s"),
    "application.file-added": _l("A file was added, version %(version)s"),
    "application.withdrawn": _l("Withdrawn"),
    "application.unsent-told": _l("Its people were told that it is not submitted"),
    "application.unsent-passed-over": _l("There was nothing to tell of it any more"),
    "application.accepted-late": _l("Accepted after the deadline: %(basis)s"),
    "application.clarification-asked": _l("The applicant was asked to clarify"),
    "application.clarification-saved": _l("Clarifying answers were saved"),
    "application.clarification-attached": _l("A clarifying file was attached"),
    "application.clarification-attached-again": _l("The same clarifying file was attached again"),
    "application.clarification-replaced": _l("A clarifying file was replaced by another one"),
    "application.clarification-detached": _l("A clarifying file was taken out"),
    "application.clarified": _l("Clarified, answer %(version)s"),
    "application.clarification-repeated": _l("The same clarification was handed in again"),
    "application.clarification-reminded": _l("Its people were reminded of the term to clarify"),
    "application.clarification-passed-over": _l("There was nobody to be reminded of the term to clarify any more"),
    "receipt-key.used": _l("The key %(key)s signed a receipt for the first time"),
    "application.checked": _l("Eligibility criteria checked"),
    # a call
    "call.drawn-up": _l("A call was drawn up"),
    "call.revised": _l("The call was changed before it was published"),
    "call.form-written": _l("The application form was changed, version %(version)s"),
    "call.form-written-again": _l("The same application form was saved again"),
    "call.published": _l("The call was published"),
    "call.amended": _l("The call was amended, order No. %(number)s"),
    "call.document-added": _l("A document was added: %(name)s"),
    "call.document-repeated": _l("The same document was added again"),
    "call.document-replaced": _l("A document got its next version: %(name)s"),
    "call.decided": _l("The decision was recorded; awards: %(awards)s"),
    "call.announced": _l("The results were announced; decided: %(decided)s"),
    # the committee
    "committee.appointed": _l("A member of the committee was appointed"),
    "committee.removed": _l("A member of the committee was removed"),
    "committee.declared": _l("A member of the committee declared conflicts of interest, or that there are none"),
    "conflict.declared": _l("A member of the committee declared a conflict of interest"),
    "conflict.stepped-aside": _l("Somebody of the organiser declared a conflict of interest and stepped aside"),
    "conflict.lifted": _l("A conflict of interest was found to be none"),
    "member.reminded": _l("A member of the committee was reminded"),
    "sheet.saved": _l("A score sheet was saved; points given: %(scored)s"),
    "sheet.completed": _l("A score sheet was completed"),
    "scoring.closed": _l("The scoring was closed"),
    "scoring.reopened": _l("The scoring was opened again"),
    "tie.settled": _l("Those with equal points were put in order by the committee"),
    # what follows
    "award.granted": _l("An award was granted: %(amount)s %(currency)s"),
    "letter.sent": _l("Letter No. %(number)s was sent"),
    "letter.sent-again": _l("Letter No. %(number)s was sent again"),
    "letterhead.written": _l("The letterhead was written"),
    # organisers and people
    "organiser.created": _l("An organiser was made known: %(name)s"),
    "organiser.changed": _l("An organiser’s name or contacts were changed"),
    "organisation.created": _l("An applicant organisation was made known"),
    "organisation.numbered": _l("An applicant organisation got its registration number"),
    "organisation.details-written": _l("The details of an applicant organisation were changed"),
    "membership.given": _l("A person was noted as working for an organisation"),
    "person.created": _l("A person was made known"),
    "account.created": _l("An account was made"),
    "account.locked": _l("An account was locked"),
    "account.opened": _l("An account was opened"),
    "account.asked-again": _l("A link by e-mail was asked for again"),
    "account.recovery-asked": _l("A new password was asked for"),
    "account.password-changed": _l("The password was changed"),
    "account.address-asked": _l("A change of the e-mail address was asked for"),
    "account.address-changed": _l("The e-mail address was changed"),
    "account.codes-on": _l("The second step of signing in was set up"),
    "account.codes-off": _l("The second step of signing in was switched off"),
    "account.app-off": _l("The codes of the authenticator app were switched off"),
    "account.passkey-added": _l("A passkey was added"),
    "account.passkey-used": _l("Somebody signed in with a passkey"),
    "account.passkey-removed": _l("A passkey was removed"),
    "account.recovery-codes-made": _l("Other recovery codes were made"),
    "account.code-used": _l("Somebody signed in with a code"),
    "account.recovery-code-used": _l("A recovery code was used"),
    "account.link-made": _l("A link by e-mail was made"),
    "invitation.sent": _l("An invitation was sent"),
    "invitation.taken-back": _l("An invitation was taken back"),
    "invitation.accepted": _l("An invitation was accepted"),
    "membership.changed": _l("What a person may do for an organisation was changed"),
    "membership.taken": _l("A person no longer works for an organisation"),
    "work.asked": _l("Somebody asked to work for an organisation"),
    "work.asked-again": _l("Somebody asked again to work for the same organisation"),
    "work.let": _l("A request to work for an organisation was answered with yes"),
    "work.erased": _l("Old requests to work for organisations were erased: %(requests)s"),
    "work.declined": _l("A request to work for an organisation was declined"),
    "role.given": _l("A role was given"),
    "role.taken": _l("A role was taken away"),
    "readings.sealed": _l("The log of reading was sealed; readings: %(readings)s"),
    "message.overtaken": _l("A message was not sent any more: what it says was true no longer"),
    "message.retried": _l("A message that had failed was put back into the queue"),
}
ELSE = _l("Something else was noted: %(verb)s")


def happened(verb: str, facts: Mapping[str, Any]) -> str:
    """What an event says."""
    known = {name: value for name, value in facts.items() if value is not None}
    return str(HAPPENED.get(verb, ELSE)) % _Facts(known, verb=verb)


class _Facts(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return ""
