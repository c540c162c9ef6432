"""Requests are read in many threads and answered in few."""

import io
import socket
import threading
import time
import urllib.request

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from koios.core import seats
from koios.core.seats import Body, Seats


def answered(application, environ=None):
    return application(environ or {"wsgi.input": io.BytesIO()}, lambda *_told: None)


def test_no_more_are_answered_at_a_time_than_there_are_seats():
    inside, most, met = set(), [], threading.Barrier(2, timeout=5)

    def application(environ, start):
        inside.add(threading.get_ident())
        most.append(len(inside))
        met.wait()
        inside.discard(threading.get_ident())
        return HttpResponse("ok")

    seated = Seats(application, 2)
    visitors = [threading.Thread(target=answered, args=(seated,)) for _n in range(6)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(10)

    assert len(most) == 6
    assert max(most) == 2


def test_an_answer_is_closed_where_it_was_made():
    closed_in = []
    response = HttpResponse(b"hola")
    response.close = lambda: closed_in.append(threading.current_thread().name)

    assert answered(Seats(lambda *_told: response, 1)) == [b"hola"]
    assert closed_in == ["seat_0"]


def test_what_flows_is_left_flowing():
    response = StreamingHttpResponse(iter([b"ho", b"la"]))

    assert answered(Seats(lambda *_told: response, 1)) is response


def test_a_failure_reaches_the_server():
    def application(environ, start):
        raise LookupError("nothing here")

    with pytest.raises(LookupError):
        answered(Seats(application, 1))


@pytest.mark.parametrize("size", [0, 1, seats.PIECE, seats.IN_MEMORY + 7, 900_000])
def test_all_that_was_sent_is_read(size):
    sent = bytes(range(251)) * (size // 251 + 1)
    body = io.BufferedReader(Body(io.BytesIO(sent[:size])))

    assert body.read() == sent[:size]


def test_what_does_not_fit_is_read_as_it_comes(monkeypatch):
    monkeypatch.setattr(seats, "READ_AHEAD", 200_000)
    coming = io.BytesIO(b"x" * 500_000)

    body = io.BufferedReader(Body(coming))

    assert coming.tell() < 300_000
    assert body.read() == b"x" * 500_000


def test_a_full_disk_loses_nothing_of_what_was_sent(monkeypatch):
    class Full(io.BytesIO):
        def write(self, piece):
            if self.tell() > 100_000:
                raise OSError(28, "No space left on device")
            return super().write(piece[:1000])  # a little at a time, as a disk that fills up

    monkeypatch.setattr(seats.tempfile, "TemporaryFile", lambda **_options: Full())
    sent = bytes(range(251)) * 4000

    assert io.BufferedReader(Body(io.BytesIO(sent))).read() == sent


@pytest.mark.fault
def test_who_uploads_slowly_keeps_nobody_from_a_page(live):
    slow = [half_a_form(live.port) for _n in range(24)]
    time.sleep(2)  # all of them are being read

    page = urllib.request.urlopen(f"{live.url}/pqrs/", timeout=20).read().decode()

    assert 'name="facts"' in page
    for visitor in slow:
        visitor.close()


def half_a_form(port):
    """A visitor whose form does not come to its end."""
    visitor = socket.create_connection(("localhost", port))
    visitor.sendall(
        f"POST /pqrs/ HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 500000\r\n"
        f"Referer: http://localhost:{port}/pqrs/\r\nCookie: csrftoken={'a' * 32}\r\n"
        "Content-Type: multipart/form-data; boundary=edge\r\n\r\n--edge\r\n".encode()
    )
    return visitor
