"""What the report says in words and draws, from figures alone."""

from datetime import date

import pytest

from koios.cases.report import pictures, words
from koios.cases.report.asked import Asked
from koios.cases.report.figures import Figures, Line
from koios.cases.report.standing import Standing
from koios.core import settings
from koios.office.reporting.period import Period

ASKED = Asked(Period(date(2026, 7, 1), date(2026, 7, 31)), as_of=date(2026, 7, 31))


def figures(ontime=0, late=0, overdue=0, running=0, business=(), kinds=()):
    standings = {"ontime": ontime, "late": late, "overdue": overdue, "running": running}
    return Figures(
        key=None,
        received=sum(standings.values()),
        standings=standings,
        business_days=sum(business),
        reopened=0,
        acknowledged=0,
        business=list(business),
        calendar=list(business),
        scores=[],
        lines={"kind": list(kinds)},
    )


def told(of, before=None):
    return str(words.conclusion(ASKED, of, before or figures())).replace("\u00a0", " ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("of", "before", "said"),
    [
        (figures(), figures(), "No llegó ninguna PQRS en este período."),
        (figures(running=1), figures(), "Llegó 1 PQRS, 1 más que en el período anterior."),
        (figures(running=2), figures(running=5), "Llegaron 2 PQRS, 3 menos que"),
        (figures(running=2), figures(running=2), "Llegaron 2 PQRS, tantas como"),
        (figures(running=2), figures(), "Ninguna ha llegado a su término ni a su respuesta."),
        (figures(ontime=2), figures(), "Todas las que debían estarlo se respondieron a tiempo."),
        (figures(ontime=19, late=1), figures(), "El 95,0 % se respondió a tiempo, dentro de"),
        (figures(ontime=18, late=2), figures(), "El 90,0 % se respondió a tiempo, por debajo de"),
        (figures(overdue=3), figures(), "3 siguen abiertas y vencidas."),
        (figures(ontime=1, business=[1]), figures(), "tomó 1 día hábil o menos."),
        (figures(ontime=2, business=[9, 10]), figures(), "tomó 9,5 días hábiles o menos."),
    ],
)
def test_the_conclusion_says_what_matters(of, before, said):
    assert said in told(of, before)


def test_the_target_is_the_company_s_own(beto):
    settings.put("cases.on_time_target", 85, by=beto)

    assert "dentro de la meta de 85 %" in told(figures(ontime=18, late=2))


@pytest.mark.django_db
def test_the_type_that_falls_shortest_is_named():
    kinds = [
        Line("CLAIM", 10, {"ontime": 9, "late": 1}, 0),
        Line("COMPLAINT", 10, {"ontime": 7, "overdue": 3}, 0),
    ]

    said = told(figures(ontime=16, late=1, overdue=3, kinds=kinds))

    assert "Lo que más falla: queja, 3 de 10 fuera de término." in said


@pytest.mark.django_db
def test_a_chart_and_its_table_tell_the_same():
    lines = [
        Line("2026-06", 5, {Standing.ON_TIME: 3, Standing.LATE: 1, Standing.LEFT: 1}, 30),
        Line("2026-07", 2, {Standing.OVERDUE: 2}, 0),
    ]
    months = ["2026-05", "2026-06", "2026-07"]

    stand = pictures.how_they_stand(lines, months)
    on_time = pictures.on_time(lines, months)

    drawn = [series["data"] for series in stand.chart.option["series"]]
    assert [row[1:-1] for row in stand.rows] == [list(row) for row in zip(*drawn, strict=True)]
    assert [row[-1] for row in stand.rows] == [0, 5, 2]
    assert on_time.chart.option["series"][0]["data"] == [None, 75.0, 0.0]
    assert [row[-1] for row in on_time.rows] == ["–", "75,00\u00a0%", "0,00\u00a0%"]


def test_answers_that_took_very_long_share_a_bar():
    told = pictures.how_long([0, 2, 2, 21, 90])

    assert told.rows[0] == ["0", 1]
    assert told.rows[2] == ["2", 2]
    assert told.rows[-1] == ["21+", 2]
    assert sum(n for _days, n in told.rows) == 5
