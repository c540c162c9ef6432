"""Icons, stories, figures and the rest of the components."""

from types import SimpleNamespace as Thing

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from koios.core import clock
from koios.ui import figures, icons, story
from koios.ui.figures import Figure
from koios.ui.story import Event, MailStep


def draw(template, **context):
    return Template("{% load ui %}" + template).render(Context(context))


def test_an_icon_is_drawn_in_the_page_and_hidden_from_who_listens():
    drawn = icons.svg("search")

    assert drawn.startswith('<svg class="icon" viewBox="0 0 24 24"')
    assert 'aria-hidden="true"' in drawn
    assert 'stroke="none"' not in drawn


@pytest.mark.parametrize("name", ["no-such-icon", "../../../settings", "Search", ""])
def test_an_unknown_icon_is_a_mistake_that_a_test_shows(name):
    with pytest.raises(icons.UnknownIcon):
        icons.svg(name)


def test_in_service_an_unknown_icon_breaks_no_page(settings):
    settings.TESTING = False

    assert "<path" not in icons.svg("an-icon-nobody-drew")


EVENT = {"at": clock.read("2026-07-21T15:40"), "who": "Camilo Restrepo"}


def test_a_note_of_the_team_says_that_only_they_see_it():
    drawn = draw('{% include "ui/_event.html" %}', event=Event(**EVENT, body="Falta.", inner=True))

    assert "Solo lo ve el equipo" in drawn
    assert "event-inner" in drawn


def test_what_someone_wrote_keeps_its_lines_and_is_escaped():
    drawn = draw('{% include "ui/_event.html" %}', event=Event(**EVENT, body="Uno <b>\n\nDos"))

    assert "<p>Uno &lt;b&gt;</p>" in drawn
    assert "<p>Dos</p>" in drawn


def test_what_happened_may_hold_a_link_only_where_we_made_it():
    unsafe = draw('{% include "ui/_event.html" %}', event=Event(**EVENT, did="<a>abrió</a>"))
    safe = draw(
        '{% include "ui/_event.html" %}', event=Event(**EVENT, did=mark_safe("<a>abrió</a>"))
    )

    assert "<a>abrió" not in unsafe
    assert "<a>abrió" in safe


def test_the_way_of_a_mail_is_told_step_by_step():
    steps = [MailStep("Rebotó", "bad", "mail-x"), MailStep("Entregado", "ok")]
    drawn = draw(
        '{% include "ui/_event.html" %}', event=Event(**EVENT, did="escribió", mail=[steps])
    )

    assert drawn.index("mail-bad") < drawn.index("mail-ok")


@pytest.mark.parametrize(("did", "told"), [("asignó a Ana", "hoy, "), ("entró.", "Hoy, ")])
def test_a_line_goes_on_with_its_instant(did, told):
    drawn = draw('{% include "ui/_event.html" %}', event=Event(clock.now(), did=did))

    assert f">{told}" in drawn


def test_a_story_can_be_told_by_months():
    july, june = clock.read("2026-07-21T15:40"), clock.read("2026-06-30T23:59")
    told = story.by_month([Event(july), Event(july), Event(june)])

    assert [(name.replace("\u00a0", " "), len(events)) for name, events in told] == [
        ("julio de 2026", 2),
        ("junio de 2026", 1),
    ]


def test_a_figure_opens_the_list_that_it_rests_on():
    drawn = draw('{% include "ui/_fig.html" %}', figure=Figure("A tiempo", "96 %", url="/lista"))

    assert drawn.startswith('<a href="/lista" class="fig">')
    assert drawn.rstrip().endswith("</a>")


def test_a_trend_is_drawn_within_its_box_and_ends_in_a_dot():
    drawn = figures.spark((1, None, 5, 3), goal=9)

    assert 'cx="84.0"' in drawn
    assert 'y1="3.0"' in drawn  # the target is the highest of all
    assert drawn.count(",") == 3  # a month without measure is left out


@pytest.mark.parametrize("trend", [(), (None, None), (4,), (4, 4, 4), (-1, 0)])
def test_any_trend_can_be_drawn(trend):
    assert str(figures.spark(trend, None))
    assert str(figures.spark(trend, 4))


def test_an_empty_fact_is_left_out_and_zero_is_not():
    facts = [("Correo", ""), ("PQRS", 0), ("Cliente", "Hotel <El Samán>")]
    drawn = draw('{% include "ui/_facts.html" %}', facts=facts)

    assert "Correo" not in drawn
    assert "<dd>0</dd>" in drawn
    assert "Hotel &lt;El Samán&gt;" in drawn


def test_what_is_missing_is_said_and_not_only_drawn():
    drawn = draw('{% include "ui/_gate.html" %}', items=[("Acuse", True), ("Respuesta", False)])

    assert ": hecho" in drawn
    assert ": falta" in drawn


def test_work_on_its_way_is_asked_for_again_until_it_is_over():
    work = Thing(title="Hoja", done=1, total=2, is_over=False, message="")
    running = draw('{% include "ui/_progress.html" with url="/avance" %}', progress=work)
    work.is_over = True
    over = draw('{% include "ui/_progress.html" with url="/avance" %}', progress=work)

    assert 'hx-get="/avance"' in running
    assert "hx-get" not in over


def test_a_question_in_a_dialog_and_on_a_page_is_the_same_form(rf):
    told = {"title": "¿Rechazar?", "url": "/quotes/1/rejection/", "verb": "Rechazar"}
    request = rf.get("/")
    from django.template.loader import render_to_string

    inside = render_to_string("ui/_confirm.html", told, request)
    alone = render_to_string("ui/_confirm.html", told | {"back_url": "/quotes/1/"}, request)

    for drawn in (inside, alone):
        assert 'method="post" action="/quotes/1/rejection/"' in drawn
        assert "csrfmiddlewaretoken" in drawn
    assert "data-dialog-close" in inside
    assert 'href="/quotes/1/"' in alone


def test_the_way_back_never_leads_to_another_site(rf):
    request = rf.get("/")

    back = "{{ url|same_site:request }}"

    assert draw(back, url="http://testserver/cases/", request=request) == "http://testserver/cases/"
    assert draw(back, url="https://elsewhere.example/", request=request) == "/"
    assert draw(back, url=None, request=request) == "/"
