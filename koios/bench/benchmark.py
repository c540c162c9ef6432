"""The run of the benchmark: a full home, the real server, every operation, and the bill."""

import json
import re
import time
from contextlib import contextmanager
from pathlib import Path

from koios.bench import codes, place, weight
from koios.bench.operations import ACCEPTANCES, SIGNATURES, operations
from koios.bench.traffic import Visitor, measure, share_of
from koios.core.refusals import Refusal
from koios.demo import sink
from koios.demo.stage import Stage

CONCURRENT = (1, 8)
WARM = 2  # requests of each visitor before the watch runs
FLOOR = 100  # requests of a floor
RECEIPTS = 200


class Benchmark:
    """`tell` hears how far it is; `run()` gives the figures."""

    def __init__(self, *, cases, customers, quotes, small, tell):
        self.cases, self.customers, self.quotes = cases, customers, quotes
        self.small, self.tell = small, tell

    def run(self) -> dict:
        with (
            sink.open_to_all(keeps=[codes.MAILBOXES]) as mail,
            place.made() as base,
            Stage(**_environment(mail), **base.environment) as stage,
        ):
            self.stage, self.mail, self.base = stage, mail, base
            told, seconds = self._filled()
            began = time.perf_counter()
            stage.start()
            started = time.perf_counter() - began
            self._until_asked(told)
            all_told = [(operation, {}) for operation in operations(told, mail)]
            for operation, line in all_told:
                self._measure(operation, line)
            memory = weight.of(stage.process.pid)
            for operation, line in all_told:
                self._measure_floor(operation, line)
            return {
                "database": base.name,
                "cases": self.cases,
                "quotes": self.quotes,
                "customers": self.customers,
                "seed_seconds": round(seconds, 1),
                "start_seconds": round(started, 1),
                "operations": [line for _operation, line in all_told],
                "receipts_per_second": self._receipts(),
                "check_seconds": self._checked(),
                "memory_mib": memory,
            }

    def _filled(self):
        self.tell(f"Llenando una carpeta con {self.cases:,} PQRS y {self.quotes:,} cotizaciones…")
        with _watch() as watch:
            said = self.stage.koios(
                "bench-seed",
                *("--cases", self.cases, "--customers", self.customers, "--quotes", self.quotes),
                *("--to-accept", self._all_of(ACCEPTANCES)),
                *("--to-sign", 2 * self._all_of(SIGNATURES)),
            )
        told = json.loads(said)
        self.person = (told["email"], told["password"])
        self.tell(f"Llena en {watch.seconds:.0f} s")
        return told, watch.seconds

    def _until_asked(self, told):
        """Wait until those who answer with a code were written to, and the worker is done."""
        self.tell("esperando los documentos que se aprueban y se firman")
        people = {address for name in ("to_accept", "to_sign") for _page, address in told[name]}
        with _watch() as watch:
            while people - set(self.mail.kept):
                if watch.seconds > 600:
                    raise Refusal("no se escribió a todos los que aprueban y firman")
                time.sleep(0.2)
        self._quiet()

    def _measure(self, operation, line):
        self.tell(operation.name)
        line |= {"name": operation.name, "aim_ms": operation.aim}
        if operation.per_second:
            line["aim_per_second"] = operation.per_second
        for many in CONCURRENT:
            visitors = self._visitors(many)
            measure(visitors, operation.ask, number=WARM * many)  # without a watch
            some = max(many, self._often(operation.number))
            measured = measure(visitors, operation.ask, number=some, meters=self._work)
            line[f"at_{many}"] = measured.told()
        line["memory_mib_after"] = weight.of(self.stage.process.pid)["together"]

    def _measure_floor(self, operation, line):
        """Apart from the others, so that what it needs is not counted as ours."""
        if not operation.floor:
            return
        for many in CONCURRENT:
            visitors = self._visitors(many)
            measure(visitors, operation.floor, number=WARM * many)
            some = max(many, min(self._often(operation.number), FLOOR))
            line[f"floor_{many}"] = measure(visitors, operation.floor, number=some).told()

    def _often(self, number):
        return number // 10 + 1 if self.small else number

    def _all_of(self, number):
        """How often an operation of so many is done in the whole run."""
        often = self._often(number)
        return sum((WARM + share_of(max(many, often), many)) * many for many in CONCURRENT)

    def _work(self):
        """What web and database have worked so far, which other work on the machine does not
        change."""
        told = {
            "cpu_ms": weight.work_of(self.stage.process.pid, "web"),
            "database_cpu_ms": self.base.work(),
        }
        return {name: seconds for name, seconds in told.items() if seconds is not None}

    def _visitors(self, many):
        """People of the company, each signed in."""
        if not hasattr(self, "_signed_in"):
            self._signed_in = self._sign_in()
        visitors = [Visitor(self.stage.port) for _n in range(many)]
        for visitor in visitors:
            visitor.cookies = dict(self._signed_in)
        return visitors

    def _sign_in(self):
        visitor = Visitor(self.stage.port)
        page = visitor.get("/sign-in/").decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        email, password = self.person
        visitor.post(
            "/sign-in/", {"csrfmiddlewaretoken": token, "login": email, "password": password}
        )
        return visitor.cookies

    def _receipts(self):
        """How many receipts a second are set on paper, and taken by the mail server."""
        self.tell("acuses de recibo")
        number = RECEIPTS // 10 if self.small else RECEIPTS
        self._quiet()
        before = self.mail.taken
        self.stage.koios("bench-seed", "--receipts", number)
        with _watch() as watch:
            while self.mail.taken < before + number and watch.seconds < 300:
                time.sleep(0.02)
        # From the first to the last: the worker may have begun before the command ended.
        taken = self.mail.instants[before:]
        return round((len(taken) - 1) / (taken[-1] - taken[0]), 1)

    def _quiet(self):
        """Wait until the worker has done what the other measurements left."""
        until, last = time.monotonic() + 300, -1
        while time.monotonic() < until and last != self.mail.taken:
            last = self.mail.taken
            time.sleep(3)

    def _checked(self):
        self.tell("koios check")
        with _watch() as watch:
            self.stage.koios("check")
        return round(watch.seconds, 1)


class _Watch:
    def __init__(self):
        self._began, self._ended = time.perf_counter(), None

    @property
    def seconds(self):
        return (self._ended or time.perf_counter()) - self._began

    def stop(self):
        self._ended = time.perf_counter()


@contextmanager
def _watch():
    watch = _Watch()
    yield watch
    watch.stop()


def _environment(mail):
    return {
        "KOIOS_BENCH": "1",
        "KOIOS_LIMITS": "off",
        "KOIOS_CLOCK": "",
        "KOIOS_SMTP_HOST": "127.0.0.1",
        "KOIOS_SMTP_PORT": str(mail.port),
        "KOIOS_SMTP_SECURITY": "none",
    }


def machine() -> str:
    """On what it was measured."""
    told = Path("/proc/cpuinfo").read_text()
    names = re.findall(r"model name\s*: (.+)", told)
    return f"{len(names)} × {names[0]}" if names else ""
