"""What a customer needs becomes a service that is scheduled and a contract that is signed: tariffs,
a quote, an internal approval, a question, a second version, its acceptance with a code, the service
order, two signatures, whoever checks them, and the verification of the year, of which one item
fails. By the doors that people use.

Nora sets Koios up and invites Ana, who sells, and Gloria, who manages; Carla answers for the
customer. The clock is moved between their acts.
"""

import re
import shutil
import subprocess

from koios.core.refusals import Refusal
from koios.demo.complaint import DATA
from koios.demo.inbox import papers_of, text_of
from koios.demo.journey import Journey
from koios.demo.yearly import YearlyVerification

ANA = ("Ana Restrepo", "ana@andinos.example", "Comercial")
GLORIA = ("Gloria Mejía", "gloria@andinos.example", "Gerencia")
CARLA = "carla@arboleda.example"
CUSTOMER = "890204771"
SIGNERS = (("Carla Ríos", CARLA), (GLORIA[0], GLORIA[1]))
ACCEPTED = re.compile(r"Aprobar por \$\s11\.935\.000")
SERVICES = (
    ("RUT-28", "Ruta escolar en buseta de 28 pasajeros", "month", "excluded", "4200000"),
    ("MON-01", "Monitora a bordo", "month", "general", "1300000"),
)


class Sale(YearlyVerification, Journey):
    """A quote for a school, from its customer to the contract and its verification."""

    BEGINS = "2026-07-01T08:00"
    PEOPLE = (ANA, GLORIA)
    MANAGER, CUSTOMER_EMAIL = GLORIA, CARLA
    STEPS = (
        *("bring_customers", "offer", "publish_tariffs", "write", "look_whether_we_can"),
        *("approve_inside", "send", "ask", "reply", "write_again", "accept"),
        *("schedule", "write_contract", "sign", "verify", "open_campaign"),
        *("verify_the_year", "follow", "report", "check"),
    )

    def bring_customers(self):
        answer = self.stage.told("import", "customers", DATA / "clientes.csv", may_find=True)
        self._say("imported", f"Entraron {answer['created']} clientes", created=answer["created"])

    def offer(self):
        self.stage.at("2026-07-01T09:00")
        nora = self._window("nora")
        for code, name, unit, category, _price in SERVICES:
            nora.go("/quotes/services/new/").fill(code=code, name=name)
            nora.page.locator("select[name=unit]").select_option(unit)
            nora.page.locator("select[name=tax_category]").select_option(category)
            nora.press("Guardar")
        self._say("offered", f"Se ofrecen {len(SERVICES)} servicios con su código")

    def publish_tariffs(self):
        nora = self._window("nora").go("/quotes/tariffs/new/")
        nora.fill(name="Tarifas generales 2026", valid_from="2026-07-01").press("Guardar")
        tariffs = nora.page.url
        for code, *_told, price in SERVICES:
            nora.go(f"{tariffs}prices/new/").fill(service=code, price=price).press("Guardar")
        nora.go(f"{tariffs}publication/").press("Publicar")
        self._say("tariffs", "La lista de tarifas quedó publicada")

    def write(self):
        self.stage.at("2026-07-02T10:00")
        ana = self._desk(ANA).go(f"/customers/?q={CUSTOMER}")
        ana.page.locator("main").get_by_role("link", name="La Arboleda").first.click()
        ana.page.get_by_role("link", name="Nueva cotización").first.click()
        ana.page.wait_for_url("**/quotes/new/**")
        ana.page.get_by_text("Otra persona, que aún no está en la lista").click()
        ana.fill(contact_name="Carla Ríos", contact_email=CARLA)
        ana.fill(title="Rutas escolares de 2026", service_from="2026-08-03")
        for line, (code, *_told) in enumerate(SERVICES, start=1):
            self._line(ana, line, code=code, quantity="2" if line == 1 else "5")
        ana.fill(**{"line-1-discount": "12"})
        ana.page.locator("[name=line-2-optional]").check(force=True)
        ana.page.locator("[name=contract_wanted]").check(force=True)
        ana.press("Guardar").reads("Rutas escolares de 2026")
        self.draft = ana.page.url
        self._say("drafted", f"{ANA[0]} la escribió con una línea opcional y un descuento")

    def look_whether_we_can(self):
        ana = self._desk(ANA).go(f"{self.draft}capability/").choose("verdict", "yes")
        ana.fill(means="Dos busetas de 28 y dos conductores en la jornada de la mañana.")
        ana.press("Registrar")
        self._say("checked_capability", "Quedó registrado que podemos, con qué y quién lo dice")

    def approve_inside(self):
        ana = self._desk(ANA).go(f"{self.draft}sending/").reads("Todavía no puede salir")
        ana.go(f"{self.draft}approval-request/").press("Pedir la aprobación")
        gloria = self._desk(GLORIA).go(f"{self.draft}approval/").choose("decision", "yes")
        gloria.press("Guardar la decisión")
        self._say("approved_inside", f"El descuento pasó por {GLORIA[0]}, que lo aprobó")

    def send(self):
        ana = self._desk(ANA).go(f"{self.draft}sending/").choose("people", CARLA)
        ana.press("Enviar")
        self.number, self.quote = _number_in(ana.page.url), ana.page.url
        self.public = self._link_in(self.inbox.wait_for(CARLA, f"Cotización {self.number}"))
        self._say("sent", f"Salió {self.number} por correo con su PDF", number=self.number)

    def ask(self):
        self.stage.at("2026-07-03T15:00")
        carla = self._window("carla").go(self.public)
        carla.page.get_by_text("Hacer una pregunta").first.click()
        carla.fill(text="¿Puede ser una sola ruta?", name="Carla Ríos").press("Enviar")
        self._say("asked", "Carla preguntó desde la página de la cotización")

    def reply(self):
        self.stage.at("2026-07-03T16:00")
        ana = self._desk(ANA).go(self.quote).reads("¿Puede ser una sola ruta?")
        ana.fill(text="Sí: le enviamos otra versión.").press("Enviar la respuesta")
        self.inbox.wait_for(CARLA, "le enviamos otra versión")
        self._say("replied", f"{ANA[0]} respondió: le llegó al correo y a la página")

    def write_again(self):
        ana = self._desk(ANA).go(f"{self.quote}version/").press("Preparar la versión")
        ana.fill(**{"line-1-quantity": "1", "line-1-discount": "0"}).press("Guardar")
        ana.go(f"{ana.page.url}sending/").choose("people", CARLA).press("Enviar")
        self.quote = ana.page.url
        carla = self._window("carla").go(self.public).reads("v2")
        self.public = self._link_in(self.inbox.wait_for(CARLA, f"{self.number} v2"))
        carla.go(self.public).reads("$ 4.200.000")
        self._say("sent_again", "Salió la versión 2: la primera dice cuál la reemplaza")

    def accept(self):
        self.stage.at("2026-07-06T11:00")
        carla = self._window("carla").go(self.public)
        carla.page.get_by_label("Monitora a bordo").check(force=True)
        carla.page.get_by_role("button", name=ACCEPTED).wait_for()
        carla.page.get_by_label("Nombre de quien aprueba").fill("Carla Ríos")
        carla.fill(role="Rectora", document="41.935.118")
        carla.page.get_by_label("Puedo comprometer").check(force=True)
        carla.press(ACCEPTED)
        code = re.search(r"\b(\d{6})\b", text_of(self.inbox.wait_for(CARLA, "Su código es")))[1]
        carla.fill(code=code).press(ACCEPTED).reads("SRV-2026-00001")
        (paper,) = papers_of(self.inbox.wait_for(CARLA, "Recibimos su aprobación"))
        self._say("accepted", "Carla la aprobó con el código de su correo", pdf_bytes=len(paper))

    def schedule(self):
        self.stage.at("2026-07-06T15:00")
        nora = self._window("nora").go("/orders/").reads("00001")
        nora.go("/orders/SRV-2026-00001/schedule/")
        nora.fill(on="2026-08-03", vehicle="SXT 902", driver="Julián Ortiz")
        nora.press("Programar")
        self._say("scheduled", "La orden SRV-2026-00001 quedó programada")

    def write_contract(self):
        self.stage.at("2026-07-07T09:00")
        nora = self._window("nora").go("/contracts/?tab=drafts").reads("Rutas escolares de 2026")
        nora.page.locator("main").get_by_role("link", name="Rutas escolares").first.click()
        nora.page.wait_for_url("**/contracts/*/")
        contract = nora.page.url
        nora.go(f"{contract}details/")
        nora.fill(start_on="2026-08-03", end_on="2027-06-30", object="Las rutas del colegio.")
        nora.press("Guardar").go(f"{contract}signature-request/")
        for n, (name, email) in enumerate(SIGNERS, start=1):
            nora.fill(**{f"name{n}": name, f"email{n}": email})
        nora.page.locator("[name=ordered]").check(force=True)
        nora.press("Enviar a firma").reads("CTO-2026-0001")
        self.contract = nora.page.url
        self._say("contract", "Quedó preparado el contrato CTO-2026-0001 y salió a firma")

    def sign(self):
        for _name, email in SIGNERS:
            asked = self.inbox.wait_for(email, "Para su firma")
            link = re.search(rf"{self.stage.url}(/firma/\S+)", text_of(asked))[1]
            window = self._window(f"{email} firma").go(link)
            window.fill(document="41.935.118", capacity="Representante legal")
            window.page.get_by_label("Leí el documento").check(force=True)
            window.press("Enviarme el código").reads("Escriba el código")
            told = self.inbox.wait_for(email, "es su código para firmar")
            window.fill(code=re.search(r"\d{6}", told["Subject"])[0])
            window.press("Confirmar y terminar").reads("Usted firmó")
        signed = self.inbox.wait_for(CARLA, "Firmado:")
        self.papers = papers_of(signed)
        nora = self._window("nora").go(self.contract)
        nora.wait_to_read("Firmado", seconds=30)
        self._say("signed", "Las dos partes firmaron con su código", papers=len(self.papers))

    def verify(self):
        paper, told = self.stage.home / "firmado.pdf", {}
        paper.write_bytes(max(self.papers, key=len))
        if program := shutil.which("pdfsig"):
            said = subprocess.run([program, paper], capture_output=True, text=True).stdout  # noqa: S603
            told["pdfsig"] = said.count("Signature is Valid")
            if told["pdfsig"] < len(SIGNERS):
                raise Refusal(f"pdfsig dice: {said}")
        anybody = self._window("anybody").go("/verificar/").attach("file", paper)
        anybody.press("Verificar").reads("está íntegro")
        content = bytearray(paper.read_bytes())
        content[1000] ^= 1
        paper.write_bytes(content)
        anybody.go("/verificar/").attach("file", paper).press("Verificar").reads("alterado")
        self._say(
            "verified", "Cualquiera comprueba el contrato, y que un byte cambiado se ve", **told
        )

    def report(self):
        told, sizes = self._report("quotes", "--from", "2026-07-01", "--to", "2026-07-31")
        figures = {key: told[key] for key in ("sent", "approved", "conversion_percent")}
        if (figures["sent"], figures["approved"]) != (1, 1):
            raise Refusal(f"El informe de julio dice {figures}")
        self._say(
            "reported", "El informe comercial salió en JSON, XLSX y PDF", **figures, bytes=sizes
        )

    def _line(self, window, number, **told):
        """A line by its code: description, unit and price come with it."""
        if not window.page.locator(f"[name=line-{number}-code]").count():
            window.page.get_by_role("button", name="Agregar línea").click()
            window.page.locator(f"[name=line-{number}-code]").wait_for()
        for name, value in told.items():
            field = window.page.locator(f"[name=line-{number}-{name}]")
            field.fill(value)
            with window.page.expect_response("**/quotes/new/writing/**"):
                field.press("Tab")

    def _link_in(self, message):
        return re.search(rf"{self.stage.url}(/cotizacion/\S+)", text_of(message))[1]


def _number_in(url):
    return re.search(r"/quotes/(COT-\d+-\d+)-v1/", url)[1]
