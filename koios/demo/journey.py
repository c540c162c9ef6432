"""The first journey: a petition comes in by the public form and leaves answered, on time and on
record. Everything by the doors that people use: browser, command line, post.

It starts from an empty home. Nora sets Koios up and invites Andrea, who attends, and Beto, who
approves; Sandra asks. The clock is moved between their acts.
"""

import json
import os
import re
from io import BytesIO
from pathlib import Path

from koios.core.refusals import Refusal
from koios.demo.inbox import Inbox, papers_of, text_of
from koios.demo.stage import PROJECT, Stage
from koios.demo.visitors import Visitor, chromium

DATA = Path(__file__).with_name("data")
PASSWORD = "una clave larga de la muestra"  # noqa: S105 - of a home that goes away
NORA = ("Nora Villegas", "nora@andinos.example", "Administración")
ANDREA = ("Andrea Ruiz", "andrea@andinos.example", "Servicio al cliente")
BETO = ("Beto Marín", "beto@andinos.example", "Calidad")
SANDRA = "sandra@correo.example"
COMPANY = {"name": "Transportes Andinos del Café", "nit": "901.284.537-1", "city": "Armenia"}
ASKED = ["Que expliquen por qué no pasó la ruta", "Que me devuelvan los $ 38.000 del taxi"]
ANSWER = (
    "Señora Sandra Milena:\n\nLa ruta 7 no pasó porque el vehículo falló en la revisión de la "
    "mañana y nadie avisó a las familias.\n\nLe devolvemos los $ 38.000 del taxi por transferencia."
)


class Journey:
    """Tells each step as it is done, by `tell`; `told` is what it saw, for JSON."""

    STEPS = (
        *("set_up", "bring_the_past", "file", "acknowledged", "assign"),
        *("ask_for_what_is_missing", "resume", "extend", "draft", "approve"),
        *("read_the_answer", "rate", "report", "check"),
    )

    def __init__(self, *, tell):
        self.tell = tell
        self.told = {}
        self.windows = {}

    def run(self) -> dict:
        with Inbox() as inbox, Stage(**inbox.environment) as stage, chromium() as browser:
            self.inbox, self.stage, self.browser = inbox, stage, browser
            stage.at("2026-07-01T08:00")
            stage.start()
            try:
                for step in self.STEPS:
                    getattr(self, step)()
            except Exception as failure:
                for who, window in self.windows.items():
                    failure.add_note(f"{who}: {window.seen()}")
                raise
        return self.told

    # The steps, in order

    def set_up(self):
        code = re.search(r"instalación: ([A-Z0-9-]{9})", self.stage.said())
        nora = self._window("nora")
        nora.go("/set-up/").fill(code=code[1]).press("Empezar")
        nora.fill(**COMPANY).press("Seguir")
        name, email, _role = NORA
        nora.fill(name=name, email=email, password=PASSWORD, password_again=PASSWORD)
        nora.press("Crear la cuenta").press("Guardar y terminar")
        for person in (ANDREA, BETO):
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

    def bring_the_past(self):
        customers, cases, how = _lists()
        brought = {
            "customers": self.stage.told("import", "customers", customers, may_find=True),
            "cases": self.stage.told("import", "cases", cases, *how, may_find=True),
        }
        for name, answer in brought.items():
            counted = {key: answer[key] for key in ("rows", "created", "rejected")}
            if not counted["created"]:
                raise Refusal(f"import {name}: {answer}")
            brought[name] = counted
        self._say(
            "imported",
            f"Entraron {brought['customers']['created']} clientes y {brought['cases']['created']} "
            "PQRS del pasado",
            **brought,
        )

    def file(self):
        self.stage.at("2026-07-02T16:50")
        sandra = self._window("sandra")
        sandra.go("/pqrs/").choose("kind", "PETITION_PARTICULAR").choose("identity", "named")
        sandra.fill(
            name="Sandra Milena Arango",
            document="41.935.118",
            email=SANDRA,
            facts="La ruta 7 no pasó por el paradero de la carrera 14 con calle 9.",
            request="\n".join(ASKED),
        )
        sandra.attach("files", DATA / "paradero.png", DATA / "recibo.pdf")
        self.stage.at("2026-07-02T16:52")  # she took two minutes
        sandra.press("Radicar").reads("Radicado")
        number, self.key = sandra.page.url.split("/seguimiento/")[1].split("/")[:2]
        self.number, self.follow_up = number, f"/pqrs/seguimiento/{number}/{self.key}/"
        self.short = number.removeprefix("PQRS-")  # as the lists show it
        self._say("filed", f"Se radicó {number} con dos archivos", number=number)

    def acknowledged(self):
        message = self.inbox.wait_for(SANDRA, self.number)
        (paper,) = papers_of(message)
        said = " ".join(text_of(message).split())
        for words in (self.key, "lunes 27 de julio de 2026"):
            if words not in said.replace("\xa0", " "):
                raise Refusal(f"El acuse no dice «{words}»: {said}")
        self._say("acknowledged", "El acuse llegó por correo con su PDF", pdf_bytes=len(paper))

    def assign(self):
        self.stage.at("2026-07-03T09:00")
        desk = self._desk(BETO).go("/cases/?queue=unassigned").reads(self.short)
        desk.go(self._page("assignment")).pick("person", ANDREA[0]).press("Asignar")
        desk.reads(ANDREA[0])
        self._say("assigned", f"{BETO[0]} la asignó a {ANDREA[0]}")

    def ask_for_what_is_missing(self):
        self.stage.at("2026-07-07T10:00")
        desk = self._desk(ANDREA).go(self._page("information"))
        desk.fill(item="El número de la cuenta para devolverle el dinero")
        desk.press("Pedir el dato y detener el término").reads("detenido")
        message = self.inbox.wait_for(SANDRA, "número de la cuenta")
        self._say("asked", "Se le pidió un dato: el término está detenido", to=message["To"])

    def resume(self):
        self.stage.at("2026-07-14T19:30")
        sandra = self._window("sandra").go(self.follow_up).reads("número de la cuenta")
        sandra.fill(text="Cuenta de ahorros 123-456.").attach("files", DATA / "recibo.pdf")
        sandra.press("Enviar").reads("Recibimos lo que agregó")
        self._desk(ANDREA).go(self._page()).reads("Cuenta de ahorros 123-456.")
        self._say("resumed", "Siete días después envió el dato: el término corre otra vez")

    def extend(self):
        self.stage.at("2026-07-16T11:00")
        desk = self._desk(ANDREA).go(self._page("extension"))
        desk.fill(extra_days="5", reason="Esperamos el informe del taller.")
        desk.press("Prorrogar y avisar")
        self.inbox.wait_for(SANDRA, "Esperamos el informe del taller")
        self._say("extended", "Se prorrogó cinco días y se le avisó antes del vencimiento")

    def draft(self):
        self.stage.at("2026-07-24T15:00")
        desk = self._desk(ANDREA).go(self._page()).fill(text=ANSWER)
        for at, _asked in enumerate(ASKED):
            desk.choose("asks", at)
        desk.page.locator("select[name=outcome]").select_option("upheld")
        desk.press("Pasar a aprobación").reads("pasó a aprobación")
        self._say("drafted", f"{ANDREA[0]} escribió la respuesta, punto por punto")

    def approve(self):
        self.stage.at("2026-07-27T09:15")
        desk = self._desk(BETO).go("/cases/?queue=approval").reads(self.short)
        desk.go(self._page()).press("Aprobar y enviar").reads("sale enseguida")
        self._say("approved", f"{BETO[0]} la aprobó y salió")

    def read_the_answer(self):
        message = self.inbox.wait_for(SANDRA, "Le devolvemos los $ 38.000")
        (paper,) = papers_of(message)
        if not paper.startswith(b"%PDF-"):
            raise Refusal("Lo que vino con la respuesta no es un PDF")
        sandra = self._window("sandra").go(self.follow_up)
        sandra.wait_to_read("¿La respuesta resolvió lo que pidió?")
        self._say(
            "answered",
            "La respuesta llegó por correo con su carta en PDF",
            message_id=message["Message-ID"],
            pdf_bytes=len(paper),
        )

    def rate(self):
        self.stage.at("2026-07-28T20:00")
        sandra = self._window("sandra").go(self.follow_up).reads("Le devolvemos los $ 38.000")
        sandra.choose("score", 5).fill(comment="Gracias, llegó la devolución.")
        sandra.press("Enviar calificación").reads("Gracias")
        self._desk(ANDREA).go(self._page()).reads("5 / 5")
        self._say("rated", "Sandra la leyó en la página de seguimiento y la calificó: 5 de 5")

    def report(self):
        self.stage.at("2026-08-03T08:00")
        period = ("--from", "2026-07-01", "--to", "2026-07-31")
        made = {}
        for form, opening in (("json", b"{"), ("xlsx", b"PK"), ("pdf", b"%PDF-")):
            out = self.stage.home / f"report.{form}"
            self.stage.koios("report", "cases", *period, "--format", form, "--out", out)
            made[form] = out.read_bytes()
            if not made[form].startswith(opening):
                raise Refusal(f"El informe en {form} no es {form}")
        told = json.load(BytesIO(made["json"]))
        figures = {key: told[key] for key in ("received", "answered", "on_time_percent")}
        if (figures["received"], figures["answered"]) != (1, 1):
            raise Refusal(f"El informe de julio dice {figures}")
        sizes = {form: len(content) for form, content in made.items()}
        self._say(
            "reported", "El informe de julio salió en JSON, XLSX y PDF", **figures, bytes=sizes
        )

    def check(self):
        self.stage.koios("check")  # which would refuse to go on
        self._say("checked", "«koios check» no encontró nada")

    # How they get there

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

    def _page(self, act=""):
        return f"/cases/{self.number}/{act}/" if act else f"/cases/{self.number}/"

    def _say(self, step, text, **facts):
        self.told[step] = facts or True
        self.tell(f"{len(self.told):>2}. {text}.")


def _lists():
    """The lists to bring in, and how that of cases is read: real ones where they are at hand."""
    shared = os.environ.get("KOIOS_SHARED")
    if shared:
        data = Path(shared).resolve() / "data"
        how = PROJECT / "docs" / "maps" / "pqrsd_pasaportes_boyaca_2021.yaml"
        past = data / "pqrs" / "pqrsd_pasaportes_boyaca_2021.csv"
        return data / "clientes" / "empresas_siis_2018.csv", past, ("--map", how)
    return DATA / "clientes.csv", DATA / "pqrs.csv", ()
