"""A petition comes in by the public form and leaves answered, on time and on
record. Everything by the doors that people use: browser, command line, post.

It starts from an empty home. Nora sets Koios up and invites Andrea, who attends, and Beto, who
approves; Sandra asks. The clock is moved between their acts.
"""

import os
from pathlib import Path

from koios.core.refusals import Refusal
from koios.demo.inbox import papers_of, text_of
from koios.demo.journey import Journey
from koios.demo.stage import PROJECT

DATA = Path(__file__).with_name("data")
ANDREA = ("Andrea Ruiz", "andrea@andinos.example", "Servicio al cliente")
BETO = ("Beto Marín", "beto@andinos.example", "Calidad")
SANDRA = "sandra@correo.example"
ASKED = ["Que expliquen por qué no pasó la ruta", "Que me devuelvan los $ 38.000 del taxi"]
ANSWER = (
    "Señora Sandra Milena:\n\nLa ruta 7 no pasó porque el vehículo falló en la revisión de la "
    "mañana y nadie avisó a las familias.\n\nLe devolvemos los $ 38.000 del taxi por transferencia."
)


class Complaint(Journey):
    """A petition of Sandra's, from the public form to its answer and the report."""

    BEGINS = "2026-07-01T08:00"
    PEOPLE = (ANDREA, BETO)
    STEPS = (
        *("bring_the_past", "file", "acknowledged", "assign"),
        *("ask_for_what_is_missing", "resume", "extend", "draft", "approve"),
        *("read_the_answer", "rate", "report", "check"),
    )

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
        told, sizes = self._report("cases", *period)
        figures = {key: told[key] for key in ("received", "answered", "on_time_percent")}
        if (figures["received"], figures["answered"]) != (1, 1):
            raise Refusal(f"El informe de julio dice {figures}")
        self._say(
            "reported", "El informe de julio salió en JSON, XLSX y PDF", **figures, bytes=sizes
        )

    def _page(self, act=""):
        return f"/cases/{self.number}/{act}/" if act else f"/cases/{self.number}/"


def _lists():
    """The lists to bring in, and how that of cases is read: real ones where they are at hand."""
    shared = os.environ.get("KOIOS_SHARED")
    if shared:
        data = Path(shared).resolve() / "data"
        how = PROJECT / "docs" / "maps" / "pqrsd_pasaportes_boyaca_2021.yaml"
        past = data / "pqrs" / "pqrsd_pasaportes_boyaca_2021.csv"
        return data / "clientes" / "empresas_siis_2018.csv", past, ("--map", how)
    return DATA / "clientes.csv", DATA / "pqrs.csv", ()
