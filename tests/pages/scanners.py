"""A scanner for viruses as clamd is one, for tests: it finds EICAR, and whatever else it is told to do."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Clamd:
    """One that listens; `says` stands for what it would find, `longest` is the most octets it looks through."""

    port: int
    says: str | None = None
    longest: int = 100_000_000
    seen: list[int] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"


@contextmanager
def a_scanner() -> Iterator[Clamd]:
    class Asked(BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(10)
            command = b""
            while not command.endswith(b"\0"):
                command += self.request.recv(1)
            word = "PONG" if command == b"zPING\0" else self._scan()
            self.request.sendall((scanner.says or word).encode() + b"\0")

        def _scan(self) -> str:
            content = b""
            while size := struct.unpack("!I", self._exactly(4))[0]:
                content += self._exactly(size)
                if len(content) > scanner.longest:
                    return "INSTREAM size limit exceeded. ERROR"
            scanner.seen.append(len(content))
            return "stream: Eicar-Test-Signature FOUND" if EICAR in content else "stream: OK"

        def _exactly(self, size: int) -> bytes:
            found = b""
            while len(found) < size and (piece := self.request.recv(size - len(found))):
                found += piece
            return found

    class Server(ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Asked) as server:
        scanner = Clamd(server.server_address[1])
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield scanner
        finally:
            server.shutdown()
            thread.join()
