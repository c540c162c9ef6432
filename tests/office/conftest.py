"""What the tests of the office share: registries that hold only what a test puts there."""

from importlib import import_module

import pytest


@pytest.fixture
def ines(db, nora):
    """Audits: reads everything, changes nothing, and sees no identity in reserve."""
    people = type(nora).objects
    return people.create_person("ines@koios.example", "Inés Arango", ["auditor"])


@pytest.fixture
def sources(monkeypatch):
    """The kinds of work of this test alone."""
    return _empty(monkeypatch, "koios.office.queue", "sources")


@pytest.fixture
def figures(monkeypatch):
    return _empty(monkeypatch, "koios.office.queue", "figures")


@pytest.fixture
def affected(monkeypatch):
    """The deadlines of this test alone."""
    return _empty(monkeypatch, "koios.office.calendar", "affected")


def _empty(monkeypatch, module, name):
    registry = import_module("koios.core.registry").Registry()
    monkeypatch.setattr(import_module(module), name, registry)
    return registry
