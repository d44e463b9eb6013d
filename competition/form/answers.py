"""What is missing in the answers. The checklist on the page and `submit` both ask this."""

from collections.abc import Iterable, Mapping

from competition.form.sections import Section

TITLE = "title"


def missing_answers(title: str, answers: Mapping[str, str], sections: Iterable[Section]) -> list[str]:
    """The keys of what must still be answered, in the form's order; the project's title first."""
    gaps = [] if title.strip() else [TITLE]
    return gaps + [part.key for part in sections if part.required and not answers.get(part.key, "").strip()]
