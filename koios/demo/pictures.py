"""The pictures of the manual: the real server with the demo, at a day that does not pass.

Made again they come out alike: the clock stands still, the keys of the home are always the same,
and nothing moves on the page. They are kept with few colours, because they are kept in git.
"""

import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from koios.accounts.demo import DOMAIN, PASSWORD
from koios.core.refusals import Refusal
from koios.demo.stage import PROJECT, Stage
from koios.demo.visitors import Visitor, chromium

FOLDER = PROJECT / "docs" / "manual" / "img"
MOMENT = "2026-07-22T10:18:00-05:00"
HOST = "localhost:8000"  # what links and codes on the pages say, whatever the port
ADDRESS = f"http://{HOST}"
WIDE, PHONE = 1280, 360
MOST_BYTES = 200_000
PATIENCE = 30  # seconds
COLOURS = (256, 128, 64, 32)

ANDREA, CAMILO, MARCELA = "andrea.ruiz", "camilo.restrepo", "marcela.duque"
JUAN, OSCAR = "juan.salazar", "oscar.beltran"
SHOWN = "PQRS-2026-000021"  # in the demo, route 7 that did not come

CUSTOMERS = Path(__file__).parent / "data" / "clientes.csv"


@dataclass(frozen=True)
class Picture:
    """Who looks at what. `{key}` in the address is the key of the case that is shown."""

    name: str
    address: str
    who: str = ""
    width: int = WIDE
    height: int = 800
    press: str = ""  # a summary or a link to open first
    attach: Path | None = None  # a file to upload first
    vary: str = ""  # what comes out otherwise each time; zeros stand in its place


PICTURES = [
    Picture("formulario", "/pqrs/"),
    Picture("formulario-movil", "/pqrs/", width=PHONE, height=740),
    Picture("recibo", f"/pqrs/seguimiento/{SHOWN}/{{key}}/recibo/", height=900),
    Picture("seguimiento-movil", f"/pqrs/seguimiento/{SHOWN}/{{key}}/", width=PHONE, height=900),
    Picture("mi-dia", "/", ANDREA),
    Picture("colas", "/cases/", ANDREA),
    Picture("pqrs", f"/cases/{SHOWN}/", ANDREA, height=1000),
    Picture("por-que", f"/cases/{SHOWN}/", ANDREA, height=900, press="¿Por qué esta fecha?"),
    Picture("aprobar", "/cases/PQRS-2026-000019/", CAMILO),
    Picture("prorrogar", "/cases/PQRS-2026-000026/extension/", ANDREA, height=620),
    Picture("registrar", "/cases/new/", ANDREA),
    Picture("informe", "/cases/report/?from=2025-08-01&to=2026-07-31", CAMILO, height=1000),
    Picture("hallazgos", "/findings/?tab=all", CAMILO),
    Picture("solicitudes", "/quotes/needs/?tab=all", JUAN),
    Picture("cotizaciones", "/quotes/?tab=all", JUAN),
    Picture(
        "informe-comercial", "/quotes/report/?from=2025-08-01&to=2026-07-31", JUAN, height=1000
    ),
    Picture("contratos", "/contracts/?tab=all", JUAN),
    Picture("verificacion", "/verification/VER-2026-0003/#item-10", CAMILO, height=1000),
    Picture("informe-verificacion", "/verification/report/?year=2026", CAMILO, height=1000),
    Picture("programaciones", "/orders/calendar/", MARCELA, height=1000),
    Picture("cliente", "/customers/1/", ANDREA),
    Picture("importar", "/imports/new/customers/", CAMILO, height=1000, attach=CUSTOMERS),
    Picture("permisos", "/roles/", OSCAR, height=620),
    Picture("calendario", "/settings/calendar/", OSCAR),
    Picture(
        "registro-de-actos",
        "/trail/",
        CAMILO,
        height=720,
        press="Revisar ahora",
        vary="main dl code",
    ),
]


class Photographer:
    """Takes every picture into a folder; `tell` hears of each as it is done."""

    def __init__(self, folder: Path = FOLDER, *, tell=lambda line: None):
        self.folder = folder
        self.tell = tell
        self.windows = {}

    def run(self, names=()) -> list[dict]:
        wanted = [picture for picture in PICTURES if not names or picture.name in names]
        unknown = set(names) - {picture.name for picture in PICTURES}
        if unknown:
            raise Refusal(f"No hay una imagen que se llame {', '.join(sorted(unknown))}")
        self.folder.mkdir(parents=True, exist_ok=True)
        with Stage(KOIOS_URL=ADDRESS) as stage, chromium(_as_if_at(stage.port)) as browser:
            self.browser = browser
            _same_keys(stage.home)
            stage.at(MOMENT)
            stage.koios("demo")
            stage.start()
            return [self._take(picture) for picture in wanted]

    def _take(self, picture) -> dict:
        page = self._window(picture).page
        page.set_viewport_size({"width": picture.width, "height": picture.height})
        address = picture.address
        if "{key}" in address:
            address = address.format(key=self._key())
        answer = page.goto(address, wait_until="networkidle")
        if answer.status >= 400:
            raise Refusal(f"{picture.name}: {address} contestó {answer.status}")
        if picture.press:
            page.get_by_text(picture.press, exact=True).first.click()
            page.wait_for_load_state("networkidle")
        if picture.attach:
            self._window(picture).attach("file", picture.attach).press("Subir")
        if picture.vary:
            _until_there(page, picture.vary)
            page.locator(picture.vary).evaluate("place => { place.textContent = '0'.repeat(12) }")
        page.evaluate("document.fonts.ready")
        page.evaluate("window.scrollTo(0, 0)")  # a calendar opens at the month of today
        content = page.screenshot(animations="disabled", caret="hide")
        path = self.folder / f"{picture.name}.png"
        path.write_bytes(lean(content))
        size = path.stat().st_size
        self.tell(f"{picture.name}: {picture.width} px, {size // 1024} kB")
        return {"name": picture.name, "width": picture.width, "bytes": size}

    def _window(self, picture) -> Visitor:
        """A window for each person, in which they are signed in."""
        if picture.who not in self.windows:
            window = self.windows[picture.who] = Visitor(self.browser, ADDRESS)
            if picture.who:
                window.go("/")
                window.page.get_by_label("Correo electrónico").fill(f"{picture.who}@{DOMAIN}")
                window.page.get_by_label("Contraseña").fill(PASSWORD)
                window.press("Entrar", within="body")
        return self.windows[picture.who]

    def _key(self):
        """As the page of the case tells it to who may hand it out."""
        lines = self._window(Picture("", "", ANDREA)).go(f"/cases/{SHOWN}/").page
        said = lines.locator("main").inner_text().splitlines()
        return said[said.index("Clave") + 1].strip()


def _until_there(page, place):
    """What the worker is still at work on."""
    until = time.monotonic() + PATIENCE
    while not page.locator(place).count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.reload(wait_until="networkidle")


def lean(content: bytes) -> bytes:
    """The same picture in so few colours that it stays small."""
    picture = Image.open(BytesIO(content)).convert("RGB")
    for colours in COLOURS:
        written = BytesIO()
        fewer = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=0)
        fewer.save(written, "PNG", optimize=True)
        if written.tell() <= MOST_BYTES:
            break
    return written.getvalue()


def _as_if_at(port):
    """Makes the browser find under `ADDRESS` the server that listens somewhere else."""
    return f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{port}"


def _same_keys(home: Path):
    """Keys known to everybody, for a home that goes away: links and QR codes come out alike."""
    folder = home / "keys"
    folder.mkdir(mode=0o700)
    for name in ("secret", "tokens", "trail"):
        (folder / name).write_text(f"the pictures of the manual, {name}: nothing to keep here")
