"""The act, the trail and the states, on a record of the base (a setting, a day)."""

import itertools
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from koios.actions.models import Finding
from koios.core import audit, numbering, settings
from koios.core.acts import act
from koios.core.audit import SYSTEM, ChainHead, Entry, trail
from koios.core.calendar import NonWorkingDay
from koios.core.checks import check_trail
from koios.core.refusals import WrongMove


@pytest.fixture
def make_finding(db, ana):
    def make(**fields):
        return Finding.record(
            source=ana, label="Prueba", url="/", fact="No llegó el bus", by=ana, **fields
        )

    return make


def test_an_act_that_fails_leaves_neither_record_nor_entry(ana):
    with pytest.raises(RuntimeError), act():
        NonWorkingDay.declare(date(2026, 3, 26), "Cierre", by=ana)
        raise RuntimeError

    assert not NonWorkingDay.objects.filter(day="2026-03-26").exists()
    assert not Entry.objects.filter(verb="declared").exists()


def test_an_inner_act_that_fails_takes_only_its_own_entries_along(ana, make_finding):
    with act():
        finding = make_finding()
        with pytest.raises(RuntimeError), act():
            finding.amend(by=ana, fact="Otro")
            raise RuntimeError

    assert [entry.verb for entry in trail(finding)] == ["recorded"]
    assert list(check_trail()) == []


def test_a_verb_inside_an_act_is_part_of_it_and_has_no_savepoint(ana, make_finding):
    finding = make_finding()

    with act(), CaptureQueriesContext(connection) as asked:
        finding.amend(by=ana, fact="Otro")

    assert not [query for query in asked if "SAVEPOINT" in query["sql"]]


def test_each_entry_carries_the_hash_of_the_one_before(ana, make_finding):
    make_finding().treat(by=ana)

    entries = list(Entry.objects.all())

    assert entries[0].previous == audit.GENESIS
    assert all(b.previous == a.hash for a, b in itertools.pairwise(entries))
    assert ChainHead.objects.get().hash == entries[-1].hash


def test_a_value_of_a_person_stands_beside_the_trail_and_can_be_erased(ana):
    ana.name = "Ana Restrepo"
    audit.record(ana, "renamed", by=SYSTEM, changes={"name": ("Ana", "Ana Restrepo")})
    entry = trail(ana).last()

    assert "Restrepo" not in str(entry.changes)
    assert entry.told()["name"] == ["Ana", "Ana Restrepo"]
    audit.erase_values(ana)
    assert "Restrepo" not in str(trail(ana).last().told())
    assert list(check_trail()) == []


def test_a_row_edited_behind_the_program_shows(ana, make_finding):
    finding = make_finding()

    Finding.objects.filter(pk=finding.pk).update(fact="Aquí no pasó nada")

    assert any(finding.number in told for told in check_trail())


def test_a_removed_record_shows(ana, make_finding):
    finding = make_finding()

    Finding.objects.filter(pk=finding.pk).delete()

    assert any("actions.finding" in told for told in check_trail())


def test_an_entry_can_be_neither_changed_nor_removed(ana, make_finding):
    make_finding()

    for statement in ("UPDATE core_entry SET reason = 'x'", "DELETE FROM core_entry"):
        with pytest.raises(Exception, match="append"), transaction.atomic():
            connection.cursor().execute(statement)


def test_a_wrong_move_is_refused_in_words_and_leaves_nothing(ana, make_finding):
    finding = make_finding()
    finding.close(by=ana, reason="Se corrigió")

    with pytest.raises(WrongMove, match="«Cerrado»"):
        finding.treat(by=ana)

    assert trail(finding).last().verb == "closed"


def test_a_move_looks_at_the_row_and_not_at_a_stale_copy(ana, make_finding):
    finding = make_finding()
    stale = Finding.objects.get(pk=finding.pk)
    finding.dismiss(by=ana, reason="No aplica")

    with pytest.raises(WrongMove):
        stale.treat(by=ana)


def test_numbers_have_no_gap_when_an_act_fails(ana, make_finding):
    make_finding()
    with pytest.raises(RuntimeError), act():
        make_finding()
        raise RuntimeError
    second = make_finding()

    assert second.sequence == 2
    assert list(numbering.check_counters()) == []


def test_a_format_that_would_repeat_numbers_is_refused(ana):
    for text in ("HZ-{year}", "HZ-{number}", "HZ {year}-{number}", "HZ/{year}/{number}", "{oops}"):
        with pytest.raises(Exception, match="formato"):
            settings.put("numbering.finding", text, by=ana)


def test_a_setting_keeps_who_changed_it_and_what_it_was(ana):
    settings.put("company.name", "Transportes Andinos", by=ana)
    settings.put("company.name", "Transportes Andinos del Café", by=ana)

    row = settings.Setting.objects.get(pk="company.name")

    assert settings.get("company.name") == "Transportes Andinos del Café"
    assert (row.version, row.changed_by) == (2, ana)
    assert trail(row).last().told()["value"] == [
        "Transportes Andinos",
        "Transportes Andinos del Café",
    ]
