"""Ask a server the same thing again and again, on a few connections, and keep the time."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection

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
        connection = HTTPConnection(host, timeout=TIMEOUT_S)
        for request in next_requests():
            began = time.perf_counter()
            connection.request(request.method, request.path, request.body, request.headers)
            answer = connection.getresponse()
            content = answer.read()
            durations.append(time.perf_counter() - began)
            sizes.append(len(content))
            if answer.status >= 400:
                failures.append(answer.status)
        connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    return Result(len(durations), len(failures), took, sorted(durations), max(sizes, default=0))
