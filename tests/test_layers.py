"""The arrows between the layers, also those that a foreign key draws."""

import tomllib
from pathlib import Path

from django.apps import apps

PROJECT = Path(__file__).resolve().parents[1]


def layers() -> list[str]:
    """The packages from the bottom up, as import-linter reads them."""
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    (contract,) = (c for c in told["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    lines = [line.split("|") for line in reversed(contract["layers"])]
    return [name.strip().removeprefix("koios.") for line in lines for name in line]


def arrows():
    """The relations between our models: who names whom."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            ours = field.is_relation and not field.auto_created and field.related_model
            if ours and {model.__module__[:6], field.related_model.__module__[:6]} == {"koios."}:
                yield f"{model._meta.label}.{field.name}", model, field.related_model


def test_a_foreign_key_points_down():
    order = layers()

    up = [
        arrow
        for arrow, model, target in arrows()
        if order.index(model._meta.app_label) < order.index(target._meta.app_label)
        # core's only arrow to people is the user model that the settings name
        and target._meta.label != "accounts.User"
    ]

    assert not up


def test_every_package_has_its_layer():
    packages = {path.parent.name for path in (PROJECT / "koios").glob("*/apps.py")}

    assert packages <= set(layers())
