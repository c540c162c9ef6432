"""Tasks: the functions that a job may name."""

import json
from datetime import datetime
from importlib import import_module

from koios.core import clock
from koios.core.jobs.job import Job
from koios.core.registry import Registry

ATTEMPTS = 8  # about two hours, with the pauses between them

_tasks = Registry()


class Task:
    """A function that can be done later, known by its dotted name."""

    def __init__(self, function, name, attempts):
        self.function = function
        self.name = name
        self.attempts = attempts
        self.__doc__ = function.__doc__

    def __call__(self, **kwargs):
        """Do it here and now."""
        return self.function(**kwargs)

    def enqueue(self, *, run_at: datetime | None = None, unique: str = "", **kwargs) -> Job:
        """Ask for it, in the transaction of the act that wants it: both happen or none.

        `unique` names the wish: while one by that name has not begun, there is no second, and
        the first is begun as early as anybody asked.
        """
        json.dumps(kwargs)  # what JSON cannot carry fails here and not in the worker
        now = clock.now()
        return Job(
            task=self.name,
            kwargs=kwargs,
            unique=unique or None,
            asked_at=now,
            free_at=run_at or now,
        ).save_new()


def task(function=None, *, name: str = "", attempts: int = ATTEMPTS):
    """Make a function a task: `@task`, or `@task(attempts=3)`.

    The name is the function's dotted path. Give one that stays when the function may move:
    jobs that wait in a database remember it.
    """

    def register(function):
        told = name or f"{function.__module__}.{function.__qualname__}"
        return _tasks.add(told, Task(function, told, attempts))

    return register(function) if function else register


def named(name: str) -> Task:
    """The task by its name, also when nobody has imported its module yet."""
    if name not in _tasks and "." in name:
        import_module(name.rpartition(".")[0])
    return _tasks[name]
