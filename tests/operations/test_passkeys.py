"""Passkeys as acts, on both engines: removed at the same moment, and taken along by the end of the second step."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.accounts.passkeys import remove_passkey
from app.accounts.records import Account, Passkey, RecoveryCode
from app.second_step import end_second_step, has_second_step
from competition.foundation import audit
from competition.foundation.act import Act, all_of
from competition.organisation.second_step import CodesNeeded
from tests.builders import PUBLISHED, a_person, verbs_in
from tests.conftest import Stage
from tests.operations.test_races import at_once


@pytest.fixture
def account(stage: Stage) -> Account:
    """Somebody's account with two passkeys and a recovery code."""
    person = a_person(stage)
    account = Account(person_id=person.id, email=person.email, fs_uniquifier=uuid4().hex)
    stage.session.add(account)
    stage.session.flush()
    for name in ("Telefons", "Dators"):
        kept = {"credential": name, "public_key": b"", "sign_count": 0, "made_at": PUBLISHED}
        stage.session.add(Passkey(account_id=account.id, name=name, **kept))
    stage.session.add(RecoveryCode(account_id=account.id, digest="one"))
    stage.session.commit()
    return account


def removing(account_id: UUID, key: UUID) -> Callable[[Act], object]:
    return lambda act: remove_passkey(act, act.get(Account, account_id), key, needed=True)


def test_of_two_passkeys_that_are_removed_at_the_same_moment_one_stays_where_one_is_needed(
    stage: Stage, account: Account
):
    keys = [one.id for one in all_of(stage.session, Passkey)]

    ends = at_once(stage, [(PUBLISHED, removing(account.id, key)) for key in keys])

    assert [type(end) for end in ends if end is not None] == [CodesNeeded]
    stage.session.rollback()
    assert len(all_of(stage.session, Passkey)) == 1
    assert len(all_of(stage.session, RecoveryCode)) == 1
    assert list(audit.faults_in(stage.session)) == []


def test_the_end_of_the_second_step_takes_every_passkey_and_recovery_code_along(stage: Stage, account: Account):
    assert has_second_step(stage.session, account.person_id)

    with stage.acting(at=PUBLISHED) as act:
        end_second_step(act, account.person_id)

    assert not has_second_step(stage.session, account.person_id)
    assert all_of(stage.session, Passkey) == all_of(stage.session, RecoveryCode) == []
    assert verbs_in(stage)[-3:] == ["account.passkey-removed", "account.passkey-removed", "account.codes-off"]


def test_whether_an_account_has_passkeys_comes_with_it_however_it_is_asked_for(stage: Stage, account: Account):
    asked = (
        select(Account),
        select(Account).join(Passkey, Passkey.account_id == Account.id).where(Passkey.credential == "Dators"),
    )
    for statement in asked:
        stage.session.expire_all()
        assert stage.session.scalars(statement).one().has_second_step
    with stage.acting(at=PUBLISHED) as act:
        assert act.lock(Account, account.id).has_passkeys
        end_second_step(act, account.person_id)
    stage.session.expire_all()
    assert not stage.session.scalars(select(Account)).one().has_second_step
