"""Changing a call that is drawn up and not public yet: its plan takes the place of the one before."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from competition.call.operations import AlreadyPublished, CallPlan, columns_of, require_fitting, write_criteria
from competition.call.records import (
    Call,
    CallState,
    EligibilityCriterion,
    Numbering,
    QualityCriterion,
    QualityLevel,
)
from competition.foundation.act import Act


def revise(act: Act, call_id: UUID, plan: CallPlan) -> Call:
    """Write a draft call down anew; its documents, its form and its committee stay.

    Raises AlreadyPublished, SlugMalformed, SlugTaken, PatternWrong, TermsOutOfOrder, ProjectsTooShort.
    """
    call = act.lock(Call, call_id)
    if call.state != CallState.DRAFT:
        raise AlreadyPublished(slug=call.slug)
    require_fitting(act, plan, of=call.id)
    for name, value in columns_of(plan).items():
        setattr(call, name, value)
    act.get(Numbering, call.id).pattern = plan.number_pattern
    _forget_criteria(act, call)
    write_criteria(act, call, plan)
    act.note("call.revised", call, slug=call.slug, award=plan.award_amount)
    return call


def _forget_criteria(act: Act, call: Call) -> None:
    """Nothing refers to the criteria of a call that takes no applications yet."""
    criteria = select(QualityCriterion.id).where(QualityCriterion.call_id == call.id)
    act.session.execute(delete(QualityLevel).where(QualityLevel.criterion_id.in_(criteria)))
    act.session.execute(delete(QualityCriterion).where(QualityCriterion.call_id == call.id))
    act.session.execute(delete(EligibilityCriterion).where(EligibilityCriterion.call_id == call.id))
    act.session.expire(call)
    act.session.scalars(  # the criteria that are added next look at the call's
        select(Call)
        .where(Call.id == call.id)
        .options(selectinload(Call.criteria), selectinload(Call.eligibility_criteria), selectinload(Call.documents))
        .execution_options(populate_existing=True)
    ).one()
