"""What the second step of signing in refuses."""

from competition.foundation.errors import Refusal


class CodeWrong(Refusal):
    """Neither a code that counts now nor a recovery code, or one that was used before."""

    code = "code-wrong"


class PasskeyWrong(Refusal):
    """Not a passkey that opens this account, or not the answer to what was asked just now."""

    code = "passkey-wrong"


class PasskeyKnown(Refusal):
    """A passkey that was added before."""

    code = "passkey-known"


class CodesNeeded(Refusal):
    """Whoever works with others' applications keeps the second step."""

    code = "codes-needed"
