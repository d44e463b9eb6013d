"""How a message leaves the house: as a file, or by SMTP."""

import os
import re
import secrets
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

TIMEOUT = 20.0
ASKING_TIMEOUT = 3.0
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._@-]")
PERMANENT = range(500, 600)


class MailFailed(Exception):
    """A message did not leave. `final`: trying again is of no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


class Mailer(Protocol):
    """Whatever takes a message away."""

    def send(self, message: EmailMessage) -> None:
        """Take it. Raises MailFailed."""
        ...

    def check(self) -> None:
        """Whether it would take one, without giving it any. Raises OSError, SMTPException."""
        ...


@dataclass(frozen=True, slots=True)
class MailFolder:
    """Each message a file, named after its Message-ID: a message sent twice lies there once."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Write the message whole, under its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = NOT_IN_A_NAME.sub("", str(message["Message-ID"]))
        fresh = self.folder / f".{name}-{secrets.token_hex(4)}"
        fresh.write_bytes(message.as_bytes())
        fresh.replace(self.folder / f"{name}.eml")

    def check(self) -> None:
        """Whether files can be made there; a folder that is not there yet is made with the first message."""
        there = next(folder for folder in (self.folder, *self.folder.parents) if folder.exists())
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that speaks SMTP; a password goes to it only encrypted, or within this machine."""

    host: str
    port: int
    user: str | None
    password: str | None
    encrypted: bool

    def send(self, message: EmailMessage) -> None:
        """Hand the message to the server."""
        try:
            with self._connected() as server:
                self._sign_in(server)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise MailFailed(str(refused), final=all(code in PERMANENT for code in codes)) from refused
        except smtplib.SMTPDataError as refused:
            raise MailFailed(str(refused), final=refused.smtp_code in PERMANENT) from refused
        except smtplib.SMTPNotSupportedError as cannot:
            raise MailFailed(str(cannot), final=True) from cannot
        except (smtplib.SMTPException, OSError) as failed:
            raise MailFailed(f"{type(failed).__name__}: {failed}") from failed

    def check(self) -> None:
        """Whether the server greets us within seconds."""
        with self._connected(ASKING_TIMEOUT) as server:
            server.noop()

    def _connected(self, timeout: float = TIMEOUT) -> smtplib.SMTP:
        if self.encrypted:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=timeout, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=timeout)

    def _sign_in(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        encrypted = self.encrypted
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
            encrypted = True
        if self.user is None:
            return
        if not encrypted and self.host not in LOOPBACK:
            raise MailFailed("the server offers no encryption, so it gets no password")
        server.login(self.user, self.password or "")


def mailer_at(address: str) -> Mailer:
    """What KONKURSS_MAIL_URL names."""
    if address.startswith("file:"):
        return MailFolder(Path(address.removeprefix("file:")))
    parts = urlsplit(address)
    encrypted = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or (465 if encrypted else 25),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        encrypted=encrypted,
    )
