"""The scanner for viruses: a content goes to clamd (INSTREAM), its word comes back. Without one nothing is scanned."""

import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

PIECE = 256 * 1024
PATIENCE = 20.0
"""Seconds for which the scanner may be silent."""
LONGEST_WORD = 4096
CLEAN, FOUND, TOO_LONG = "OK", " FOUND", "size limit exceeded"


class ScannerAway(Exception):
    """The scanner does not answer, or not as one: ask again later."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scanner says: the virus, where it found one; `whole` is off where the content was too long for it."""

    virus: str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where clamd listens: `tcp://host:port` or `unix:/path`."""

    address: str

    def scan(self, content: bytes) -> Scanned:
        """What it says of a content. Raises ScannerAway."""
        try:
            said = self._say(b"zINSTREAM\0", content)
        except (OSError, ValueError) as error:
            raise ScannerAway(type(error).__name__) from None
        if TOO_LONG in said:
            return Scanned(whole=False)
        word = said.partition(": ")[2]
        if word == CLEAN:
            return Scanned()
        if word.endswith(FOUND):
            return Scanned(virus=word.removesuffix(FOUND))
        raise ScannerAway(said or "silence")

    def check(self) -> None:
        """Raise ScannerAway where nobody answers there."""
        try:
            said = self._say(b"zPING\0", None)
        except (OSError, ValueError) as error:
            raise ScannerAway(type(error).__name__) from None
        if said != "PONG":
            raise ScannerAway(said or "silence")

    def _say(self, command: bytes, content: bytes | None) -> str:
        with self._connected() as line:
            line.sendall(command)
            if content is not None:
                try:
                    for begin in range(0, len(content), PIECE):
                        piece = content[begin : begin + PIECE]
                        line.sendall(struct.pack("!I", len(piece)) + piece)
                    line.sendall(struct.pack("!I", 0))
                except (BrokenPipeError, ConnectionResetError):
                    pass  # it has heard enough; what it says of that comes now
            return _word_from(line)

    def _connected(self) -> socket.socket:
        if self.address.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX)
            try:
                line.settimeout(PATIENCE)
                line.connect(self.address.removeprefix("unix:"))
            except OSError:
                line.close()
                raise
            return line
        place = urlsplit(self.address)
        return socket.create_connection((place.hostname or "", place.port or 3310), PATIENCE)


def _word_from(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_WORD:
        piece = line.recv(1024)
        if not piece:
            break
        said += piece
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
