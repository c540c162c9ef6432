"""The command line: one clear line for what is wrong, and an exit status that says how it went."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError
from django.db import DatabaseError

from koios import __version__
from koios.core import commands
from koios.core.refusals import Refusal


@pytest.fixture
def koios(tmp_path):
    """`koios("deadline", "--help")` as a person runs it, on an empty home."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    def run(*words, **more):
        return subprocess.run(
            [sys.executable, "-m", "koios", *words],
            env=environment | {"KOIOS_HOME": str(tmp_path)} | more,
            capture_output=True,
            text=True,
        )

    return run


def test_help_lists_our_commands_and_only_those(koios):
    done = koios("--help")

    assert done.returncode == 0
    assert "run " in done.stdout
    assert "messages " in done.stdout
    assert "migrate" not in done.stdout
    assert "worker" not in done.stdout


@pytest.mark.parametrize(("name", "command"), commands.ours().items())
def test_every_command_explains_itself_in_spanish(name, command, capsys):
    with pytest.raises(SystemExit) as exit:
        command.run_from_argv(["koios", name, "--help"])

    told = capsys.readouterr().out
    assert exit.value.code == 0
    assert f"uso: koios {name}" in told
    assert "muestra esta ayuda" in told
    assert "--settings" not in told


def test_a_command_that_does_not_exist_is_said_with_one_that_looks_like_it(koios):
    done = koios("mesages")

    assert done.returncode == 2
    assert done.stderr == "koios: no existe la orden «mesages». ¿Quiso decir «messages»?\n"


def test_it_tells_its_version(koios):
    assert koios("--version").stdout == f"koios {__version__}\n"


def test_a_wrong_option_is_said_in_one_line(koios):
    done = koios("messages", "--no-such-option")

    assert done.returncode == 2
    assert done.stderr == (
        "koios messages: no se entiende: --no-such-option. Vea koios messages --help\n"
    )


def test_a_bad_setting_is_said_in_one_line(koios):
    done = koios("check", KOIOS_DEBUG="quizá")

    assert done.returncode == 2
    assert done.stderr == "koios: KOIOS_DEBUG: write 1 or 0, not 'quizá'\n"


def test_the_database_is_made_at_the_first_command(koios, tmp_path):
    assert json.loads(koios("prepare").stdout) is not None

    assert (tmp_path / "koios.sqlite3").exists()


class Grumpy(commands.Command):
    """A command that ends as it is told."""

    needs_home = False
    reports = True

    def handle(self, *, json, **options):
        if isinstance(self.end, Exception):
            raise self.end
        self.report({"días": 3}, "tres días")
        return self.end


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (None, 0),
        (1, 1),
        (Refusal("No hay tal cliente"), 2),
        (CommandError("No hay tal archivo"), 2),
        (DatabaseError("disk I/O error"), 2),
        (PermissionError(13, "Permission denied", "/x"), 2),
        (ZeroDivisionError(), 2),
    ],
)
def test_the_exit_status_tells_how_it_went(end, status, capsys):
    command = Grumpy()
    command.end = end

    with pytest.raises(SystemExit) as exit:
        command.run_from_argv(["koios", "grumpy"])

    assert exit.value.code == status
    assert len(capsys.readouterr().err.splitlines()) == (status == 2)


def test_a_report_is_for_a_person_or_in_json(capsys):
    command = Grumpy()
    command.end = None

    for words in ([], ["--json"]):
        with pytest.raises(SystemExit):
            command.run_from_argv(["koios", "grumpy", *words])

    assert capsys.readouterr().out == 'tres días\n{\n  "días": 3\n}\n'
