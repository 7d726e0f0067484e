"""Ask a server the same thing again and again, on a few connections, and keep the time."""

import math
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

CONNECTIONS = 4
TIMEOUT_S = 30


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    requests: int
    failures: int
    seconds: float
    durations_s: list[float]
    size_bytes: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def percentile_ms(self, share: float) -> float:
        return self.durations_s[math.ceil(len(self.durations_s) * share) - 1] * 1000


class Line:
    """A connection that stays open and reads no more of an answer than its length.

    A client that takes each header apart would measure itself: it shares the machine.
    """

    def __init__(self, host: str) -> None:
        name, _, port = host.partition(":")
        self._host = host
        self._socket = socket.create_connection((name, int(port)), timeout=TIMEOUT_S)
        self._answers = self._socket.makefile("rb")

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_error: object) -> None:
        self._answers.close()
        self._socket.close()

    def ask(self, request: Request) -> tuple[int, int]:
        """Send a request; return status and size in bytes."""
        body = (request.body or "").encode()
        headers = {"Host": self._host, "Content-Length": str(len(body)), **request.headers}
        lines = [f"{request.method} {request.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        status = int(self._answers.readline().split()[1])
        size = 0
        while (line := self._answers.readline()) != b"\r\n":
            if line[:15].lower() == b"content-length:":
                size = int(line[15:])
        self._answers.read(size)
        return status, size


def measure(host: str, requests: Callable[[], Request], *, most: int, seconds: float) -> Result:
    """Send requests until there were so many, or the time is over.

    :param requests: gives the next request; called by one thread at a time
    """
    lock = threading.Lock()
    durations: list[float] = []
    failures: list[int] = []
    sizes: list[int] = []
    end_at = time.perf_counter() + seconds

    def next_requests() -> Iterator[Request]:
        for _ in range(most // CONNECTIONS):
            if time.perf_counter() > end_at:
                return
            with lock:
                request = requests()
            yield request

    def work() -> None:
        with Line(host) as line:
            for request in next_requests():
                began = time.perf_counter()
                status, size = line.ask(request)
                durations.append(time.perf_counter() - began)
                sizes.append(size)
                if status >= 400:
                    failures.append(status)

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    return Result(len(durations), len(failures), took, sorted(durations), max(sizes, default=0))
