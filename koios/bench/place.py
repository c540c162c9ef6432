"""Where the benchmark keeps its rows: SQLite in the throw-away home, or, when `DATABASE_URL` names
a server of PostgreSQL, a database there that goes away."""

import os
import secrets
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from koios.bench import weight


@contextmanager
def made():
    """An empty place for one run; gone at the end."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield Embedded()
        return
    # Apart from the database that the address names, which stays as it is.
    name = f"koios_bench_{secrets.token_hex(4)}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(create)
        try:
            yield Server(url, name, server)
        finally:
            server.execute(drop)


class Embedded:
    """SQLite works inside the processes of Koios, and its work is theirs."""

    environment = {}
    name = f"SQLite {sqlite3.sqlite_version}"

    def work(self) -> None:
        return None


class Server:
    """A database on a server of PostgreSQL."""

    def __init__(self, url, database, server):
        self.environment = {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{database}"))}
        self.name = f"PostgreSQL {server.info.parameter_status('server_version').split()[0]}"
        self._database, self._server = database, server

    def work(self) -> float | None:
        """Seconds that the processors gave to its connections; None from another machine."""
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = %s"
        found = self._server.execute(asked, [self._database, "client backend"]).fetchall()
        if not all(_is_of_postgresql(pid) for (pid,) in found):
            return None
        return sum(weight.seconds(pid) for (pid,) in found)


def _is_of_postgresql(process):
    told = Path(f"/proc/{process}/comm")
    return told.exists() and told.read_text().startswith("postgres")
