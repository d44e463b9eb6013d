"""What an organiser's letters carry, and their numbers."""

from dataclasses import asdict, dataclass
from uuid import UUID

from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.foundation.patterns import is_pattern, number_of
from competition.organisation.operations import RegistrationNumberWrong
from competition.organisation.records import Letterhead, LetterNumbering, Organiser
from competition.organisation.registration_number import is_registration_number
from competition.organisation.telephone import is_telephone

LETTER_PATTERN = "1-9/{year}/{serial}"


class LetterPatternWrong(Refusal):
    """A pattern of letters' numbers has {serial} once, {year} at most once."""

    code = "letter-pattern-wrong"


class TelephoneWrong(Refusal):
    """A telephone number is made of digits, spaces, hyphens and a plus."""

    code = "telephone-wrong"


@dataclass(frozen=True, slots=True)
class Heading:
    """A letterhead as somebody writes it. The body and the address for contesting as the clause says them."""

    name: str
    address: str
    phone: str
    email: str
    place: str
    signatory_post: str
    signatory_name: str
    author_name: str
    author_phone: str
    author_email: str
    contest_body: str
    contest_address: str
    registration_number: str | None = None
    signs_electronically: bool = False
    number_pattern: str = LETTER_PATTERN


def write_letterhead(act: Act, organiser_id: UUID, heading: Heading) -> Letterhead:
    """Set what the organiser's letters carry from now on; numbered ones stay.

    Raises LetterPatternWrong, RegistrationNumberWrong, TelephoneWrong.
    """
    organiser = act.lock(Organiser, organiser_id)
    if not is_pattern(heading.number_pattern):
        raise LetterPatternWrong(pattern=heading.number_pattern)
    if heading.registration_number and not is_registration_number(heading.registration_number):
        raise RegistrationNumberWrong(number=heading.registration_number)
    for phone in (heading.phone, heading.author_phone):
        if not is_telephone(phone):
            raise TelephoneWrong(phone=phone)
    kept = act.session.get(Letterhead, organiser.id) or Letterhead(organiser_id=organiser.id)
    for name, value in asdict(heading).items():
        setattr(kept, name, value)
    kept.changed_at = act.at
    act.add(kept)
    act.note("letterhead.written", organiser, pattern=heading.number_pattern)
    return kept


def next_letter_number(act: Act, letterhead: Letterhead, year: int) -> str:
    """The next number of the organiser's letters in a year; the organiser's row is locked for it."""
    act.lock(Organiser, letterhead.organiser_id)
    numbering = act.session.get(LetterNumbering, (letterhead.organiser_id, year), populate_existing=True)
    if numbering is None:
        numbering = act.add(LetterNumbering(organiser_id=letterhead.organiser_id, year=year, last=0))
    numbering.last += 1
    act.session.flush()
    return number_of(letterhead.number_pattern, year, numbering.last)
