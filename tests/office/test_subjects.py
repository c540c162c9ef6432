"""Every kind of record that leaves a trail is named in words, and says whose module it is."""

from django.apps import apps

from koios.core.states import Recorded
from koios.office.phrases import subjects


def test_no_record_is_named_by_its_name_in_the_code():
    recorded = {m._meta.label_lower for m in apps.get_models() if issubclass(m, Recorded)}

    assert recorded - set(subjects.keys()) == set()
