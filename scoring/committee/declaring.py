"""A member's declaration: confidentiality and impartiality, and of each applicant whether there is a conflict."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from competition.application.records import Application
from competition.application.states import State
from competition.call.deadline import in_time
from competition.call.records import Call
from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.result.operations import require_undecided
from scoring.committee.conflicts import declared_by
from scoring.committee.operations import declare_conflict
from scoring.committee.records import CommitteeMember, Conflict, Declaration


class ApplicantsUnknown(Refusal):
    """Members declare themselves once the deadline has passed and the applicants are known."""

    code = "applicants-unknown"


class DeclarationIncomplete(Refusal):
    """A conflict or none is declared for each applicant, and confidentiality and impartiality are confirmed."""

    code = "declaration-incomplete"


class DeclaredOtherwise(Refusal):
    """What a member declared stands; the opposite is not said afterwards by the same form."""

    code = "declared-otherwise"


def declare(act: Act, member_id: UUID, *, conflicts: Collection[UUID], free: Collection[UUID]) -> CommitteeMember:
    """Declare a conflict of interest with the applicants of `conflicts`, and none with those of `free`.

    It confirms confidentiality and impartiality too. Applicants who became known later are declared in the same way.
    Raises DeclaredOtherwise, ApplicantsUnknown, AlreadyDecided, DeclarationIncomplete.
    Source: RULES §4, conflict of interest.
    """
    member = act.get(CommitteeMember, member_id)
    call = act.lock(Call, member.call_id)  # members who declare at once would wait for each other's applications
    member = act.lock(CommitteeMember, member_id)
    require_same(act.session, member_id, conflicts=conflicts, free=free)
    if in_time(call.terms, act.at):
        raise ApplicantsUnknown(slug=call.slug)
    require_undecided(act, call)
    asked = still_to_declare(act.session, member)
    unsaid = [one for one in asked if (one.id in conflicts) == (one.id in free)]
    if unsaid or not asked:
        raise DeclarationIncomplete(numbers=[one.number for one in unsaid])
    member.pledged_at = member.pledged_at or act.at
    for application in asked:
        _declare_of(act, member, application, in_conflict=application.id in conflicts)
    act.note(
        "committee.declared",
        member,
        conflicts=[one.number for one in asked if one.id in conflicts],
        free=[one.number for one in asked if one.id in free],
    )
    return member


def require_same(session: Session, member_id: UUID, *, conflicts: Collection[UUID], free: Collection[UUID]) -> None:
    """Raise DeclaredOtherwise where the member declared before the opposite of what they say now, naming with whom.

    What was declared stands; it is not declared anew, and what somebody says now must not be lost in silence.
    """
    in_conflict = exists().where(Conflict.member_id == member_id, Conflict.application_id == Application.id)
    opposite = or_(
        and_(Application.id.in_(free), in_conflict),
        and_(Application.id.in_(conflicts), declared_by(member_id), ~in_conflict),
    )
    names = session.scalars(select(Application.applicant_name).where(opposite).order_by(Application.position)).all()
    if names:
        raise DeclaredOtherwise(names=list(names))


def still_to_declare(session: Session, member: CommitteeMember) -> list[Application]:
    """The applications of which the member has not declared anything yet, in the call's order."""
    return list(
        session.scalars(
            select(Application)
            .where(
                Application.call_id == member.call_id,
                Application.number.is_not(None),
                Application.state != State.WITHDRAWN,
                ~declared_by(member.id),
            )
            .order_by(Application.position)
        )
    )


def conflicts_of(session: Session, member_id: UUID) -> list[str]:
    """With which applicants a member has declared a conflict of interest, by name: what the member declared."""
    names = (
        select(Application.applicant_name)
        .join(Conflict, Conflict.application_id == Application.id)
        .where(Conflict.member_id == member_id)
        .order_by(Application.position)
    )
    return list(session.scalars(names))


def _declare_of(act: Act, member: CommitteeMember, application: Application, *, in_conflict: bool) -> None:
    act.session.add(
        Declaration(
            call_id=member.call_id,
            application_id=application.id,
            member_id=member.id,
            in_conflict=in_conflict,
            declared_at=act.at,
        )
    )
    known = select(Conflict.id).where(Conflict.member_id == member.id, Conflict.application_id == application.id)
    if in_conflict and act.session.scalar(known) is None:
        declare_conflict(act, application.id, member.id)
