"""`bin/run`: one supervisor, and what it starts is up or comes back."""

import socket
import sys
import time
import urllib.request

import psutil
import pytest

from koios import supervisor

pytestmark = pytest.mark.fault


def test_a_server_that_is_killed_comes_back(live):
    before = live.processes("web")

    live.kill("web")
    live.wait()

    assert not {process.pid for process in before} & {p.pid for p in live.processes("web")}


def test_a_worker_that_is_killed_comes_back(live):
    (before, *_) = live.processes("worker")

    live.kill("worker")

    comes_true(lambda: [new for new in live.processes("worker") if new.pid != before.pid])


def test_what_is_asked_to_stop_stops_whole(start_live):
    server = start_live()
    started = [server.process, *server.process.children(recursive=True)]

    server.stop()

    assert not [process for process in started if is_running(process)]


def test_a_supervisor_that_is_killed_takes_its_children_along(start_live):
    server = start_live()
    children = server.process.children(recursive=True)

    server.process.kill()

    comes_true(lambda: not [process for process in children if is_running(process)])


def test_a_port_that_is_taken_is_said_in_one_line(start_live):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        server = start_live(port=number, wait=False)

        assert server.process.wait(150) == 2
        assert server.said() == (
            f"Koios: el puerto {number} está ocupado. Elija otro: bin/run --port {number + 1}\n"
        )


def test_a_home_that_is_in_use_is_said_in_one_line(start_live):
    first = start_live()

    second = start_live(home=first.home, wait=False)

    assert second.process.wait(150) == 2
    assert second.said() == f"Koios: ya está en marcha con la carpeta {first.home}\n"


def test_it_says_ready_only_when_it_answers(start_live):
    server = start_live(wait=False)

    comes_true(lambda: f"Koios listo en {server.url}" in server.said(), seconds=150)

    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(f"{server.url}/static/none")
    assert answer.value.code == 404


def test_a_child_that_keeps_dying_is_started_with_growing_pauses(capfd):
    child = supervisor.Child("reloj", lambda: sys.exit(1))

    until = time.monotonic() + 4
    while time.monotonic() < until:
        child.tend()
        time.sleep(0.02)
    child.stop(time.monotonic())

    pauses = [line.rsplit("nuevo ", 1)[1] for line in capfd.readouterr().err.splitlines()]
    assert pauses[:3] == ["ya", "en 1 s", "en 2 s"]


def comes_true(condition, seconds=15):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)


def is_running(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
