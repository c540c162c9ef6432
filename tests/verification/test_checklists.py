"""Checklists: what is in use never changes, and a new version takes its place."""

import pytest

from koios.core.audit import SYSTEM
from koios.core.refusals import Refusal, WrongMove
from koios.verification.models import Checklist, ChecklistStatus, Kind, Question

ONE = Question("01", "Se cumplió el objeto.")
TWO = Question("02", "Cada servicio llevó su FUEC.")


def test_that_of_the_house_asks_what_the_procedure_asks(checklist):
    asked = checklist.questions

    assert len(asked) == 16
    assert {one.kind for one in asked} == set(Kind)
    assert len({one.code for one in asked}) == 16


def test_it_is_seeded_once(checklist):
    from koios.verification import seeding

    seeding.seed()

    assert Checklist.objects.count() == 1


def test_one_in_use_does_not_change(checklist, ana):
    with pytest.raises(Refusal, match="versión nueva"):
        checklist.write(by=ana, name="Otra", group="", questions=[ONE])


def test_a_new_version_replaces_the_one_in_use(checklist, ana):
    draft = checklist.new_version(by=ana)
    draft.write(by=ana, name=draft.name, group="", questions=[ONE, TWO])
    draft.publish(by=ana)
    checklist.refresh_from_db()

    assert (draft.version, draft.key) == (2, checklist.key)
    assert checklist.status == ChecklistStatus.RETIRED
    assert len(checklist.questions) == 16  # what it asked stays


def test_there_is_one_draft_of_a_checklist(checklist, ana):
    assert checklist.new_version(by=ana) == checklist.new_version(by=ana)


def test_two_items_with_the_same_code_are_refused(ana, db):
    with pytest.raises(Refusal, match="se repiten: 01"):
        Checklist.draft(by=ana, name="Doble", questions=[ONE, ONE])


def test_an_empty_one_is_not_put_in_use(ana, db):
    with pytest.raises(Refusal, match="al menos un ítem"):
        Checklist.draft(by=ana, name="Vacía").publish(by=ana)


def test_two_for_the_same_group_of_users_are_not_in_use_together(checklist, ana):
    other = Checklist.draft(by=ana, name="Otra", questions=[ONE])

    with pytest.raises(Refusal, match="ya está en uso"):
        other.publish(by=ana)


def test_the_one_for_its_group_of_users_is_asked_before_the_general_one(
    checklist, make_checklist, make_contract
):
    schools = make_checklist(ONE, group="students")

    assert Checklist.objects.fitting(make_contract(group="students")) == schools
    assert Checklist.objects.fitting(make_contract(group="health")) == checklist


TABLE = {
    ChecklistStatus.DRAFT: {ChecklistStatus.IN_USE},
    ChecklistStatus.IN_USE: {ChecklistStatus.RETIRED},
    ChecklistStatus.RETIRED: set(),
}


@pytest.mark.parametrize("here", ChecklistStatus)
def test_a_checklist_moves_along_its_table_and_nowhere_else(ana, db, here):
    Checklist.objects.update(status=ChecklistStatus.RETIRED)
    made = Checklist.draft(by=ana, name="Una", questions=[ONE])

    for there in ChecklistStatus:
        Checklist.objects.filter(pk=made.pk).update(status=here)
        if there in TABLE[here]:
            assert made.move_to(there, by=SYSTEM).status == there
        else:
            with pytest.raises(WrongMove):
                made.move_to(there, by=SYSTEM)
