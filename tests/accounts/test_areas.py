from koios.accounts.models import Area
from koios.core import audit


def test_an_area_is_made_and_changed_on_the_trail(as_nora, nora, ana):
    as_nora.post("/areas/new/", {"name": "Servicio al cliente", "phone": "(606) 741 2210"})
    area = Area.objects.get()
    as_nora.post(f"/areas/{area.pk}/", {"name": "Servicio", "head": ana.pk})

    area.refresh_from_db()
    assert area.head == ana
    assert [entry.verb for entry in audit.trail(area)] == ["created", "changed"]


def test_two_areas_do_not_have_the_same_name(as_nora):
    Area(name="Operaciones").begin(by=audit.SYSTEM)

    page = as_nora.post("/areas/new/", {"name": "Operaciones"})

    assert "Ya hay un área con ese nombre." in page.content.decode()
