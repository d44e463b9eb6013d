"""What is told of the one signature of a container."""

from documents.inspecting.facts import Reason, Signature, Verdict
from documents.inspecting.inspection import inspect_file
from documents.kinds import CONTAINER


def signature_in(content: bytes) -> Signature:
    """The signature."""
    (signature,) = inspect_file(CONTAINER, content).signatures
    return signature


def outcome(content: bytes) -> tuple[Verdict, Reason | None]:
    """What arithmetic said of it, and why."""
    signature = signature_in(content)
    return signature.verdict, signature.reason
