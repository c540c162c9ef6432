"""What every journey has: an empty home with the real server, a mail server, windows of a browser,
and a company that Nora sets up. Everything by the doors that people use.
"""

import json
import re

from koios.core.refusals import Refusal
from koios.demo.inbox import Inbox, text_of
from koios.demo.stage import Stage
from koios.demo.visitors import Visitor, chromium

PASSWORD = "una clave larga de la muestra"  # noqa: S105 - of a home that goes away
NORA = ("Nora Villegas", "nora@andinos.example", "Administración")
COMPANY = {"name": "Transportes Andinos del Café", "nit": "901.284.537-1", "city": "Armenia"}


class Journey:
    """Tells each step as it is done, by `tell`; `told` is what it saw, for JSON.

    A journey names its `STEPS`, the day on which it `BEGINS` and the `PEOPLE` who are invited.
    """

    STEPS = ()
    BEGINS = ""
    PEOPLE = ()

    def __init__(self, *, tell):
        self.tell = tell
        self.told = {}
        self.windows = {}

    def run(self) -> dict:
        with Inbox() as inbox, Stage(**inbox.environment) as stage, chromium() as browser:
            self.inbox, self.stage, self.browser = inbox, stage, browser
            stage.at(self.BEGINS)
            stage.start()
            try:
                for step in ("set_up", *self.STEPS):
                    getattr(self, step)()
            except Exception as failure:
                for who, window in self.windows.items():
                    failure.add_note(f"{who}: {window.seen()}")
                raise
        return self.told

    def set_up(self):
        code = re.search(r"instalación: ([A-Z0-9-]{9})", self.stage.said())
        nora = self._window("nora")
        nora.go("/set-up/").fill(code=code[1]).press("Empezar")
        nora.fill(**COMPANY).press("Seguir")
        name, email, _role = NORA
        nora.fill(name=name, email=email, password=PASSWORD, password_again=PASSWORD)
        nora.press("Crear la cuenta").press("Guardar y terminar")
        for person in self.PEOPLE:
            self._invite(nora, *person)
        self._say("set_up", "Koios quedó configurado y dos personas aceptaron su invitación")

    def _invite(self, nora, name, email, role):
        nora.go("/people/new/").fill(name=name, email=email)
        nora.page.get_by_label(role).check(force=True)
        nora.press("Invitar")
        invitation = text_of(self.inbox.wait_for(email, "elija su contraseña"))
        link = re.search(rf"{self.stage.url}(/\S+)", invitation)[1]
        guest = self._window(email).go(link)
        guest.fill(password=PASSWORD, password_again=PASSWORD).press("Guardar y entrar")

    def _window(self, who) -> Visitor:
        if who not in self.windows:
            self.windows[who] = Visitor(self.browser, self.stage.url)
        return self.windows[who]

    def _desk(self, person) -> Visitor:
        """The window of somebody of the company, signed in."""
        _name, email, _role = person
        window = self._window(email).go("/")
        if window.is_at("/sign-in/"):
            window.page.get_by_label("Correo electrónico").fill(email)
            window.page.get_by_label("Contraseña").fill(PASSWORD)
            window.press("Entrar", within="body")
        return window

    def _report(self, *words) -> tuple[dict, dict]:
        """`koios report WORDS…` in its three formats: what the JSON says, and how many bytes."""
        made = {}
        for form, opening in (("json", b"{"), ("xlsx", b"PK"), ("pdf", b"%PDF-")):
            out = self.stage.home / f"report.{form}"
            self.stage.koios("report", *words, "--format", form, "--out", out)
            made[form] = out.read_bytes()
            if not made[form].startswith(opening):
                raise Refusal(f"El informe en {form} no es {form}")
        sizes = {form: len(content) for form, content in made.items()}
        return json.loads(made["json"]), sizes

    def check(self):
        self.stage.koios("check")  # which would refuse to go on
        self._say("checked", "«koios check» no encontró nada")

    def _say(self, step, text, **facts):
        self.told[step] = facts or True
        self.tell(f"{len(self.told):>2}. {text}.")
