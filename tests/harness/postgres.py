"""The databases of a run on PostgreSQL: one for each process, copied from one made once."""

import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def _name(of: str) -> str:
    return f"{Path(os.environ['KOIOS_TEST_RUN']).name}-{of}".replace("-", "_").lower()


def url(of: str) -> str:
    """DATABASE_URL of a process's own database, on the server that the run was given."""
    return urlunsplit(
        urlsplit(os.environ["KOIOS_TEST_DATABASE_URL"])._replace(path=f"/{_name(of)}")
    )


@contextmanager
def _server():
    address = urlsplit(os.environ["KOIOS_TEST_DATABASE_URL"])._replace(path="/postgres")
    with psycopg.connect(urlunsplit(address), autocommit=True) as connection:
        yield connection


def create(name: str, *, copied_from: str = "") -> None:
    """The database, new: empty, or equal to another one that nobody is using."""
    with _server() as server:
        _drop(server, _name(name))
        template = _name(copied_from) if copied_from else "template0"
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(_name(name)), sql.Identifier(template)
            )
        )


def drop_all() -> None:
    """The databases of this run, whoever made them."""
    with _server() as server:
        names = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_name("")]
        )
        for (name,) in names.fetchall():
            _drop(server, name)


def _drop(server, name):
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
