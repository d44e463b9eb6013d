"""Putting a message that failed back into the outbox's queue."""

from datetime import datetime
from uuid import UUID

from competition.foundation.act import Act
from competition.foundation.errors import Refusal
from competition.foundation.outbox import Delivery, OutboxMessage


class NotFailed(Refusal):
    """Only a message that failed can be tried anew: the others are sent, or will be."""

    code = "message-not-failed"


def retry(act: Act, message_id: UUID, at: datetime) -> None:
    """Let the worker try a failed message anew; `at` is the machine's time. Raises NotFound, NotFailed."""
    message = act.lock(OutboxMessage, message_id)
    if message.state is not Delivery.FAILED:
        raise NotFailed(state=message.state)
    message.state, message.tries, message.next_try_at = Delivery.WAITING, 0, at
    act.note("message.retried", f"message:{message.id}", kind=message.kind)
