"""`koios report cases`: the same report without a browser."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from koios.cases.bringing import Dates, Origin
from koios.cases.models import Case, Kind
from koios.core import audit, clock

KEYS = [
    *("period", "as_of", "received", "answered", "open", "open_overdue", "answered_late"),
    *("on_time_percent", "response_business_days", "response_calendar_days"),
    *("reopened_percent", "by_kind", "by_channel", "by_month", "by_cause", "by_customer"),
    *("by_owner", "follow_up"),
]


@pytest.fixture
def ask(db):
    """`ask("--kind", "CLAIM")`: what the command prints on the report of July."""

    def run(*words):
        out = StringIO()
        dates = ("--from", "2026-07-01", "--to", "2026-07-31")
        call_command("report", "cases", *dates, *words, stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def july(at, make_case, school, andrea):
    at("2026-07-02T10:00")
    make_case(Kind.CLAIM, customer=school)
    make_case(Kind.COMPLAINT).assign(andrea, by=andrea)
    at("2026-07-28T10:00")


def test_json_has_the_keys_that_were_agreed(july, ask):
    told = json.loads(ask("--as-of", "2026-07-28"))

    assert list(told) == KEYS
    assert told["period"] == {"from": "2026-07-01", "to": "2026-07-31"}
    assert told["as_of"] == "2026-07-28"
    assert (told["received"], told["open_overdue"], told["on_time_percent"]) == (2, 2, 0.0)
    assert told["response_business_days"] == {"mean": None, "median": None, "p90": None}
    assert told["reopened_percent"] is None
    assert told["by_month"] == [
        {
            "key": "2026-07",
            "received": 2,
            "answered": 0,
            "on_time_percent": 0.0,
            "mean_business_days": None,
        }
    ]
    assert [line["key"] for line in told["by_customer"]] == ["Colegio La Arboleda", None]


def test_it_looks_back_from_another_day(july, ask):
    assert json.loads(ask("--as-of", "2026-07-27"))["open_overdue"] == 0
    assert json.loads(ask("--as-of", "2026-07-01"))["received"] == 0


@pytest.mark.parametrize("customer", ["890204771", "890.204.771-6", "Colegio La Arboleda"])
def test_a_customer_is_named_by_number_or_name(july, ask, customer):
    assert json.loads(ask("--customer", customer))["received"] == 1


def test_several_types_may_be_asked_for(july, ask):
    assert json.loads(ask("--kind", "CLAIM"))["received"] == 1
    assert json.loads(ask("--kind", "CLAIM", "--kind", "COMPLAINT"))["received"] == 2


def test_an_owner_is_named_by_address(july, ask, andrea):
    assert json.loads(ask("--owner", andrea.email))["received"] == 1


def test_it_sees_cases_about_anyone(july, ask, beto):
    Case.objects.update(about_person=beto)

    assert json.loads(ask())["received"] == 2


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_it_is_left_in_a_file(july, ask, tmp_path, form, begins):
    ask("--format", form, "--out", str(tmp_path / "informe"))

    assert (tmp_path / "informe").read_bytes().startswith(begins)


def test_the_name_of_the_file_says_the_form(july, ask, tmp_path):
    ask("--out", str(tmp_path / "julio.xlsx"))
    ask("--out", str(tmp_path / "julio.json"))

    assert (tmp_path / "julio.xlsx").read_bytes().startswith(b"PK")
    assert json.loads((tmp_path / "julio.json").read_text())["received"] == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "pdf"], "--out"),
        (["--to", "2026-06-01"], "termina antes"),
        (["--from", "ayer"], "'ayer' no es un valor válido"),
        (["--customer", "Aerolínea del Sur"], "No hay un cliente"),
        (["--owner", "nadie@x.co"], "nadie@x.co"),
        (["--kind", "GOSSIP"], "GOSSIP"),
    ],
)
def test_what_is_wrong_is_said(july, ask, words, told):
    with pytest.raises(CommandError, match=told):
        ask(*words)


def test_two_customers_of_one_name_are_told_apart(at, make_case, make_customer, ask):
    at("2026-07-02T10:00")
    for number in ("900153453", "890204771"):
        make_case(customer=make_customer("Hotel El Samán", number))

    keys = [line["key"] for line in json.loads(ask())["by_customer"]]

    assert sorted(keys) == ["Hotel El Samán (890204771)", "Hotel El Samán (900153453)"]


def test_a_past_answer_is_told_as_one_from_before_koios(at, area, ask):
    at("2026-07-28T10:00")
    Case.bring(
        kind=Kind.CLAIM,
        status="closed",
        subject="La ruta no pasó",
        received_at=clock.read("2026-07-02T10:00:00"),
        answered_at=clock.read("2026-07-09T10:00:00"),
        origin=Origin.of(Dates(), Dates(), key="past", line=1),
        by=audit.SYSTEM,
    )

    (row,) = json.loads(ask())["follow_up"]

    assert (row["answered_on"], row["delivery"]) == ("2026-07-09", "before_koios")
