"""The kinds of questions in plain words, each with an example; and the questions with which the portal works."""

from collections.abc import Mapping
from typing import Any

from app.words import said_later as _l
from competition.form.questions import ADDRESS, ALL, AT_RISK, EMAIL, FROM, TITLE, UNTIL, Kind

KINDS: Mapping[Kind, tuple[Any, Any]] = {
    Kind.LINE: (_l("One line"), _l("A name, a place, a school.")),
    Kind.TEXT: (_l("A longer text"), _l("“Why is it needed?” You say how long the answer may be.")),
    Kind.CHOICE: (_l("One of several answers"), _l("“Where does it take place?” At school; elsewhere; both.")),
    Kind.CHOICES: (_l("Any of several answers"), _l("“Which grades take part?” 5th; 6th; 7th.")),
    Kind.NUMBER: (_l("A number"), _l("“How many pupils take part?” A whole number.")),
    Kind.DAY: (_l("A day"), _l("“When does the first activity begin?” A day of the calendar.")),
    Kind.PERIOD: (_l("A first and a last day"), _l("“When is the school camp?” The last day is not before the first.")),
    Kind.TABLE: (_l("A table, filled in row by row"), _l("Activities: what, when, where. You name the columns.")),
    Kind.TICK: (_l("A declaration to be ticked"), _l("“I declare that the information given is true.”")),
    Kind.EMAIL: (_l("An e-mail address"), _l("The portal checks that it is written as one.")),
    Kind.TELEPHONE: (_l("A telephone number"), _l("The portal checks that it is written as one.")),
    Kind.IBAN: (_l("A bank account (IBAN)"), _l("The portal checks its digits.")),
}
MEANINGS: Mapping[str, Any] = {
    TITLE: _l("The portal uses the answer as the project’s title: in lists, letters and results."),
    ADDRESS: _l("The portal uses the answer as the applicant’s address in letters."),
    EMAIL: _l("The portal sends the decision to this address."),
    FROM: _l("The portal takes the answer as the project’s first day, and checks it by the days of the call."),
    UNTIL: _l("The portal takes the answer as the project’s last day, and checks it by the days of the call."),
    ALL: _l("The portal takes the answer as the number of all pupils in the project."),
    AT_RISK: _l("The portal takes the answer as the number of pupils at risk, which is not above that of all."),
}
NAMES: Mapping[str, Any] = {
    TITLE: _l("The project’s title"),
    ADDRESS: _l("The applicant’s address"),
    EMAIL: _l("The applicant’s e-mail address"),
    FROM: _l("The project’s first day"),
    UNTIL: _l("The project’s last day"),
    ALL: _l("The number of all pupils"),
    AT_RISK: _l("The number of pupils at risk"),
}
