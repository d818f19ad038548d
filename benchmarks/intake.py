"""Intakes per second through HTTP on PostgreSQL, beside three prepared INSERTs into the same tables.

One intake is one POST of the hotline's form by an agent who is signed in: session, rights, form,
place from the address, promise, contact under encryption, entry, bound words and queue, committed.
"""

import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path

from benchmarks import _stage

PORT = 8791
CLIENTS = 8
SECONDS = 15
MOST = 1500  # requests prepared for each second
PLACES = ("长堤路轮胎店门口", "河湾街道", "柳桥街道", "某处")


def main() -> None:
    """Print both rates and their ratio."""
    with _stage.stage() as environment:
        _stage.inside(environment, "intake", "build")
        url = environment["DATABASE_URL"]
        server = _serve(environment)
        try:
            cookie, token = _signed_in()
            _load(cookie, token, seconds=3)
            script = reference(url)
            before = _stage.pgbench(url, script, clients=CLIENTS, seconds=SECONDS)
            rate, slowest, worked = _load(cookie, token, seconds=SECONDS)
            after = _stage.pgbench(url, script, clients=CLIENTS, seconds=SECONDS)
        finally:
            server.terminate()
            server.wait(timeout=20)
    inserts = (before + after) / 2
    print(f"intakes per second:        {rate:,.0f} ({CLIENTS} clients, p95 {slowest:.0f} ms)")
    print(
        f"three INSERTs per second:  {inserts:,.0f} (pgbench, {CLIENTS} clients, before and after)"
    )
    print(f"ratio: {rate / inserts:.2f}")
    print(
        f"CPU of one intake: {worked['granian']:.1f} ms server, {worked['postgres']:.1f} ms database;"
    )
    print(f"of three INSERTs with their client: at most {_cores() / inserts * 1000:.1f} ms")


def measure(what: str) -> dict[str, float]:
    """Build the demo city's registers in the installation."""
    from django.utils import timezone

    from lianxin.interfaces.jobs.demo import city

    return {what: float(len(list(city.build(at=timezone.now()))))}


def _serve(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    given = {**environment, "LIANXIN_BASE_URL": f"http://127.0.0.1:{PORT}"}
    command = [sys.executable, "-m", "lianxin", "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, env=given, cwd=_stage.ROOT, stdout=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                return server
        time.sleep(0.1)
    raise SystemExit("the server did not answer")


def _signed_in() -> tuple[str, str]:
    """Return the cookies and the form token of an agent."""
    from lianxin.interfaces.web.demo.people import PASSWORD

    base, jar = f"http://127.0.0.1:{PORT}", CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{base}/accounts/login/").read().decode()
    form = {"login": "agent1", "password": PASSWORD, "csrfmiddlewaretoken": _token(page)}
    browser.open(f"{base}/accounts/login/", urllib.parse.urlencode(form).encode())
    page = browser.open(f"{base}/staff/intake/").read().decode()
    return "; ".join(f"{one.name}={one.value}" for one in jar), _token(page)


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise SystemExit("there is no form on the page")
    return found[1]


def _load(cookie: str, token: str, *, seconds: int) -> tuple[float, float, dict[str, float]]:
    """Return the intakes per second of some clients, the p95 of one, and the CPU that one takes (ms)."""
    taken: list[float] = []
    # made before the clock starts: both cores are then the server's and the database's
    waiting = [_request(cookie, token, number) for number in range(MOST * seconds)]
    until = time.perf_counter() + seconds
    clients = [
        threading.Thread(target=_client, args=(waiting, until, taken)) for _ in range(CLIENTS)
    ]
    began = _worked()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    worked = {name: (now - began[name]) / len(taken) * 1000 for name, now in _worked().items()}
    return len(taken) / seconds, sorted(taken)[int(len(taken) * 0.95)] * 1000, worked


def _worked() -> dict[str, float]:
    """Return the seconds of CPU that the server's and the database's processes have taken so far."""
    seconds = {"granian": 0.0, "postgres": 0.0}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            name, _, rest = (process / "stat").read_text().partition(")")
            command = name.partition("(")[2] + (process / "cmdline").read_text()
            for one in seconds:
                if one in command:
                    user, kernel = rest.split()[11:13]
                    seconds[one] += (int(user) + int(kernel)) / os.sysconf("SC_CLK_TCK")
    return seconds


def _cores() -> int:
    return os.cpu_count() or 1


def _client(waiting: list[bytes], until: float, taken: list[float]) -> None:
    connection = socket.create_connection(("127.0.0.1", PORT))
    while (began := time.perf_counter()) < until:
        connection.sendall(waiting.pop())
        status = _answer(connection)
        if not status.startswith(b"HTTP/1.1 303"):
            raise SystemExit(f"an intake was refused: {status!r}")
        taken.append(time.perf_counter() - began)


def _request(cookie: str, token: str, number: int) -> bytes:
    body = urllib.parse.urlencode(
        {
            "csrfmiddlewaretoken": token,
            "key": secrets.token_hex(16),
            "what": f"路灯不亮，已经第三天了，晚上看不见路。（{number}）",
            "where": PLACES[number % len(PLACES)],
            "kind": "help",
            "category": "lighting.street-lamp",
            "name": "王女士",
            "phone": "19900001234",
            "privacy": "open",
            "channel": "phone",
        }
    )
    head = (
        f"POST /staff/intake/ HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nCookie: {cookie}\r\n"
        f"Origin: http://127.0.0.1:{PORT}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _answer(connection: socket.socket) -> bytes:
    """Read one answer to its end and return its first line."""
    said = b""
    while b"\r\n\r\n" not in said:
        more = connection.recv(65536)
        if not more:
            return said
        said += more
    head, _, body = said.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    left = int(length[1]) - len(body) if length else 0
    while left > 0:
        left -= len(connection.recv(65536))
    return head.split(b"\r\n", 1)[0]


def reference(url: str) -> str:
    """Return three INSERTs like those of the last intake, into the same tables, for pgbench."""
    import psycopg

    with psycopg.connect(url) as connection:
        ticket = _like(connection, "tickets_ticket", {"id": None})
        contact = _like(
            connection,
            "residents_contact",
            {"id": None, "ticket_id": "currval('tickets_ticket_id_seq')"},
        )
        entry = _like(
            connection,
            "ledger_entry",
            {
                "id": None,
                "about_id": "currval('tickets_ticket_id_seq')",
                "once": "md5(random()||'a')||md5(random()||'b')",
            },
        )
    return f"begin;\n{ticket}\n{contact}\n{entry}\ncommit;\n"


def _like(connection: object, table: str, other: dict[str, str | None]) -> str:
    from psycopg import sql

    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1")  # noqa: S608  our own tables
        names = [column.name for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
        values = []
        for name in names:
            if name in other:
                if (value := other[name]) is not None:
                    values.append((name, value))
                continue
            said = psycopg_json(row[name])
            literal = sql.Literal(said).as_string(connection)  # type: ignore[arg-type]
            values.append(
                (
                    name,
                    re.sub(r"(?<=\w):(?=\w)", ".", literal)
                    if not hasattr(said, "tzinfo")
                    else "now()",
                )
            )
    columns, said = zip(*values, strict=True)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(said)});"  # noqa: S608


def psycopg_json(value: object) -> object:
    """Return a JSON column's value as text that the database reads again."""
    import json

    return json.dumps(value) if isinstance(value, dict) else value
