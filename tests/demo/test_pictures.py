"""The pictures of the manual: small enough for git, each of them used, none missing."""

import random
import re
from io import BytesIO

import pytest
from PIL import Image

from koios.core.refusals import Refusal
from koios.demo import pictures

MANUAL = pictures.PROJECT / "docs" / "manual"
PAGES = [*MANUAL.glob("*.md")]


def test_the_manual_shows_every_picture_and_no_other():
    shown = {name for page in PAGES for name in re.findall(r"img/([\w-]+)\.png", page.read_text())}

    assert shown == {picture.name for picture in pictures.PICTURES}


def test_every_link_of_the_manual_leads_somewhere():
    lost = [
        f"{page.name}: {link}"
        for page in PAGES
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text())
        if "://" not in link and not (page.parent / link).exists()
    ]

    assert not lost


def test_the_pictures_in_the_project_are_small():
    sizes = {path.name: path.stat().st_size for path in pictures.FOLDER.glob("*.png")}

    assert {name for name, size in sizes.items() if size > pictures.MOST_BYTES} == set()
    assert sum(sizes.values()) < 2_500_000


def test_a_picture_of_many_colours_is_made_small_and_keeps_its_size():
    chance = random.Random(1)
    noise = Image.frombytes("RGB", (400, 400), chance.randbytes(400 * 400 * 3))
    written = BytesIO()
    noise.save(written, "PNG")

    lean = Image.open(BytesIO(pictures.lean(written.getvalue())))

    assert lean.size == (400, 400)
    assert len(pictures.lean(written.getvalue())) < pictures.MOST_BYTES < written.tell()


def test_a_picture_that_nobody_knows_is_refused_before_anything_starts():
    with pytest.raises(Refusal, match="una-que-no-hay"):
        pictures.Photographer().run(["una-que-no-hay"])
