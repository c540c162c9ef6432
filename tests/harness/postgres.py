"""The databases of a run on PostgreSQL: one for each process, copied from one made once."""

import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def name_of(place: str) -> str:
    """What the database of a place of this run is called on the server."""
    return f"{Path(os.environ['KOIOS_TEST_RUN']).name}-{place}".replace("-", "_").lower()


def url(name: str) -> str:
    """DATABASE_URL of a database on the server that the run was given."""
    return urlunsplit(urlsplit(os.environ["KOIOS_TEST_DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def _server():
    with psycopg.connect(url("postgres"), autocommit=True) as connection:
        yield connection


def create(name: str, *, copied_from="template0") -> None:
    """The database, new: empty, or equal to another one that nobody is using."""
    with _server() as server:
        _drop(server, name)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(copied_from)
            )
        )


def drop_all() -> None:
    """The databases of this run, whoever made them."""
    with _server() as server:
        names = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name_of("")]
        )
        for (name,) in names.fetchall():
            _drop(server, name)


def _drop(server, name):
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
