"""The service under load: 16 clients that ask over HTTP, one question after the other.

    python -m tests.benchmarks.endpoint [--clients N] [--seconds N] [--workers N]

The records are those of examples/, the questions the judged ones; clients, service and database share this machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from statistics import median, quantiles

from parade.data.postgres import Contents, export
from parade.read.records import read_folder
from tests.benchmarks.recommend import EXAMPLES
from tests.postgresql import server
from tests.quality.search import read_questions

QUESTIONS = [each.vraag for each in read_questions()]


def client(port: int, until: float, number: int, times: list[float], codes: Counter[int]) -> None:
    """Ask until it is time, on one connection."""
    lot = random.Random(number)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.perf_counter() < until:
        body = json.dumps({"question": lot.choice(QUESTIONS), "facets": True})
        start = time.perf_counter()
        line.request("POST", "/vraag", body, {"Content-Type": "application/json"})
        answer = line.getresponse()
        answer.read()
        times.append(1_000 * (time.perf_counter() - start))
        codes[answer.status] += 1


def main() -> None:
    """Read the call and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with server() as where:
        change = export(Contents(read_folder(EXAMPLES)[0]), where)
        environment = {**os.environ, "PARADE_DATABASE": where, "PARADE_PER_MINUTE": "1000000"}
        command = [sys.executable, "-m", "uvicorn", "--factory", "parade.search.endpoint:app", "--port", str(port)]
        command += ["--no-access-log", "--log-level", "warning", "--workers", str(given.workers)]
        with subprocess.Popen(command, env=environment) as service:
            while True:
                try:
                    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                    line.request("GET", "/gezond")
                    if line.getresponse().status == 200:
                        break
                except OSError:
                    time.sleep(0.2)
            times: list[float] = []
            codes: Counter[int] = Counter()
            start = time.perf_counter()
            until = start + given.seconds
            clients = [
                threading.Thread(target=client, args=(port, until, at, times, codes)) for at in range(given.clients)
            ]
            for each in clients:
                each.start()
            for each in clients:
                each.join()
            took = time.perf_counter() - start
            service.terminate()
    print(
        f"{change.records} records, {given.clients} clients, {given.workers} workers: "
        f"{len(times) / took:.1f} a second, median {median(times):.0f} ms, 95 % {quantiles(times, n=20)[-1]:.0f} ms, "
        f"answers by status {dict(codes)}"
    )


if __name__ == "__main__":
    main()
