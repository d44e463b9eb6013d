"""`flask users`: the people who may enter, and what they are."""

import secrets
from uuid import UUID, uuid4

import click
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from app.accounts.operations import account_by_email, create_account
from app.cli.site import refuse, with_site
from app.extensions import db
from app.languages import LANGUAGES, USUAL
from app.second_step import end_second_step, has_second_step
from competition.foundation.act import SYSTEM, Act, acting
from competition.organisation.invitations import invite_staff, invite_to_organisation
from competition.organisation.operations import create_person, give_role
from competition.organisation.passwords import check_password
from competition.organisation.records import Organisation, Organiser, Staff, Standing

APPLICANT = "applicant"
ROLES = (*(role.value for role in Staff), APPLICANT)


@click.group()
def users() -> None:
    """The people who may enter, and their roles."""


@users.command()
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the person is.")
@click.option("--organiser", metavar="SLUG", help="For whom: every role but the administrator's and an applicant's.")
@click.option("--name", help="The person's name; by default the part of the address before the @.")
@click.option("--ask-password", is_flag=True, help="Ask for the password; otherwise one is made and printed.")
@with_site
def create(email: str, role: str, organiser: str | None, name: str | None, ask_password: bool) -> None:
    """Make the person known who signs in as EMAIL, with an account and a role."""
    address = _checked(email)
    called = name or address.partition("@")[0]
    password = _asked(called, address) if ask_password else secrets.token_urlsafe(12)
    with acting(db.session(), SYSTEM) as act:
        person = create_person(act, address, called)
        create_account(act.session, person, password)
        act.note("account.created", person)
        if role != APPLICANT:
            give_role(act, person.id, Staff(role), _key_of(act, organiser))
    click.echo(f"{address} may sign in" + ("" if ask_password else f"; the password is {password}"))


@users.command()
@click.argument("email")
@click.option("--organisation", metavar="NUMBER", help="To be responsible for the organisation with this number.")
@click.option("--role", type=click.Choice([role.value for role in Staff]), help="To a role of staff.")
@click.option("--organiser", metavar="SLUG", help="For whom: every role but the administrator's.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=USUAL, help="In which language to write.")
@with_site
def invite(email: str, organisation: str | None, role: str | None, organiser: str | None, language: str) -> None:
    """Send EMAIL an invitation: to an organisation that is in the portal already, or to a role of staff."""
    address = _checked(email).lower()
    if (organisation is None) == (role is None):
        refuse("say either --organisation or --role")
    with acting(db.session(), SYSTEM) as act:
        if organisation is not None:
            invite_to_organisation(act, _organisation(act, organisation), address, Standing.OWNER, language)
        else:
            invite_staff(act, address, Staff(role), _key_of(act, organiser), language)
    click.echo(f"an invitation goes to {address}")


@users.command(name="codes-off")
@click.argument("email")
@with_site
def codes_off(email: str) -> None:
    """Switch the second step of signing in off for EMAIL: somebody who lost the phone and the recovery codes.

    Their passkeys, the authenticator and the recovery codes count no more, and they are signed out everywhere. Be sure
    first that it is them who asks.
    They are told by e-mail, and set it up anew when they sign in.
    """
    account = account_by_email(db.session(), email)
    if account is None or not has_second_step(db.session(), account.person_id):
        refuse(f"{email!r} has no second step")
    with acting(db.session(), SYSTEM) as act:
        end_second_step(act, account.person_id)
        account.fs_uniquifier = uuid4().hex  # sessions name it: the lost phone's ends, too
    click.echo(f"{account.email} signs in by the password alone; passkeys and recovery codes are off")


def _organisation(act: Act, number: str) -> UUID:
    """The key of the organisation with a registration number."""
    key = act.session.scalar(select(Organisation.id).where(Organisation.registration_number == number))
    return key or refuse(f"no organisation has the registration number {number!r}")


def _checked(email: str) -> str:
    try:
        return validate_email(email.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as wrong:
        refuse(f"{email!r} is not an e-mail address: {wrong}")


def _asked(name: str, address: str) -> str:
    """The password that was typed. Raises PasswordShort, PasswordLong, PasswordWeak."""
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    check_password(password, name, address)
    return password


def _key_of(act: Act, slug: str | None) -> UUID | None:
    """The organiser's key. None stays None: `give_role` knows which role needs one."""
    if slug is None:
        return None
    key = act.session.scalar(select(Organiser.id).where(Organiser.slug == slug))
    return key or refuse(f"no organiser has the short name {slug!r}; `flask organisers create` makes one")
