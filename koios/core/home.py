"""The home (`KOIOS_HOME`): its database made and brought up to date, its marks."""

import fcntl
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from koios.core.registry import Registry

# What the console shows at a start: callables that give a list of lines, often an empty one.
announcements = Registry()

# What a company begins with, told by the verbs of each capability so that the trail knows it.
# Called after every migration: what is there already stays as it is.
seeds = Registry()

DEMO = "DEMO"  # holds what the console shows of the demo: its people and how they sign in


def is_set_up() -> bool:
    """Whether the database has its tables, of this version or of another."""
    return "django_migrations" in connection.introspection.table_names()


def is_behind() -> bool:
    """Whether the tables are of an earlier version than the program."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_empty() -> bool:
    """Whether nobody works here yet."""
    return not get_user_model()._default_manager.exists()


def set_up() -> None:
    """Make the database, or bring it up to date. Two that start at once: the second waits."""
    with _one_at_a_time():
        if not is_set_up() or is_behind():
            call_command("migrate", interactive=False, verbosity=0)
            for seed in seeds:
                seed()


def announced() -> list[str]:
    """What the console shows now."""
    return [line for announce in announcements for line in announce()]


def _of_the_demo():
    path = settings.HOME / DEMO
    return path.read_text().splitlines() if path.exists() else []


announcements.add("demo", _of_the_demo)


@contextmanager
def _one_at_a_time():
    with (settings.HOME / "set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
