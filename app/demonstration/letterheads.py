"""What the letters of the demonstration's organisers carry: the names of offices are real, people and addresses not."""

from competition.organisation.letterhead import Heading


def heading_of(organiser: str) -> Heading:
    """A made-up letterhead of an organiser."""
    return Heading(
        name=organiser,
        address="Parauga iela 1, Paraugs, LV-0000",
        phone="6000 0000",
        email="konkurss@example.org",
        place="Paraugā",
        signatory_post="Vadītāja",
        signatory_name="V. Paraudziņa",
        author_name="K. Paraudziņa",
        author_phone="6000 0001",
        author_email="coordinator@example.org",
        contest_body="Parauga domes priekšsēdētājam",
        contest_address="Parauga ielā 2, Paraugā, LV-0000",
    )
