"""What the second step of signing in refuses."""

from competition.foundation.errors import Refusal


class CodeWrong(Refusal):
    """Neither a code that counts now nor a recovery code, or one that was used before."""

    code = "code-wrong"


class CodesNeeded(Refusal):
    """Whoever works with others' applications keeps the second step."""

    code = "codes-needed"
