"""The year of a contract is verified item by item, one of them fails, and a finding comes of it."""

from koios.core.refusals import Refusal
from koios.demo.complaint import DATA
from koios.demo.inbox import papers_of

FAILED, MEASURE, DECISION = "09", "03", "16"
WHY = "La póliza de cumplimiento venció el 30 de julio."


class YearlyVerification:
    """Steps of a journey that has a contract signed; whoever opens the campaign may approve."""

    def open_campaign(self):
        self.stage.at("2026-08-04T09:00")
        window = self._desk(self.MANAGER).go("/verification/campaigns/new/")
        window.press("Empezar la campaña")
        window.go("/verification/").wait_to_read("VER-2026-0001", seconds=30)
        self._say("campaign", "Empezó la verificación del año: una por cada contrato en vigor")

    def verify_the_year(self):
        window = self._desk(self.MANAGER).go("/verification/VER-2026-0001/start/")
        window.press("Empezar")
        codes = [f"{n:02}" for n in range(1, 17)]
        for code in codes:
            self._answer(window, code)
        window.go("/verification/VER-2026-0001/completion/")
        window.fill(conclusion="Se cumple, salvo la póliza, que se renueva este mes.")
        window.press("Terminar la verificación").reads("93,33").reads("HZ-2026-0001")
        self._say("verified_year", "Se respondió ítem por ítem y uno no cumple", items=len(codes))

    def follow(self):
        """What failed is a finding, and the customer has a copy of the paper."""
        window = self._desk(self.MANAGER).go("/findings/").reads(WHY.partition(" venció")[0])
        window.go("/verification/VER-2026-0001/").wait_to_read("SHA-256", seconds=30)
        window.go("/verification/VER-2026-0001/copy/").choose("to", self.CUSTOMER_EMAIL)
        window.press("Enviar")
        (paper,) = papers_of(self.inbox.wait_for(self.CUSTOMER_EMAIL, "la verificación de 2026"))
        told, sizes = self._report("contracts", "--year", "2026")
        figures = {key: told[key] for key in ("verified", "compliance_percent", "does_not")}
        if figures != {"verified": 1, "compliance_percent": 93.33, "does_not": 1}:
            raise Refusal(f"El informe de contratos dice {figures}")
        self._say(
            "followed",
            "Lo que no cumple quedó como hallazgo, y el cliente tiene su copia",
            pdf_bytes=len(paper),
            bytes=sizes,
            **figures,
        )

    def _answer(self, window, code):
        item = window.page.locator(f"article#item-{code}")
        if code == MEASURE:
            item.locator("[name=value]").fill("97,5")
        elif code == DECISION:
            item.locator("[name=choice][value='Renovar']").check(force=True)
        else:
            verdict = "does_not" if code == FAILED else "complies"
            item.locator(f"[name=verdict][value='{verdict}']").check(force=True)
        if code == FAILED:
            item.locator("[name=note]").fill(WHY)
            item.locator("input[name=files]").set_input_files(str(DATA / "recibo.pdf"))
        with window.page.expect_response(f"**/items/{code}/"):
            item.get_by_role("button", name=f"Guardar {code}").click()
        item.locator(".pill").wait_for()
