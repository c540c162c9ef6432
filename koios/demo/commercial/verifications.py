"""The yearly verification of the demo company's contracts: one of the year before, and a campaign
with one finished, one under way and one that nobody began."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from koios.core import calendar, clock, files, jobs
from koios.customers.demo import sheet
from koios.verification.models import Campaign, ContractVerification, Kind

BOSS, CAMILO = "gloria.mejia", "camilo.restrepo"

# Days from today, what was found that is not simply "complies", by item, and the conclusion
YEAR_BEFORE = (
    -330,
    {"07": ("partly", "Un conductor tenía vencido el examen médico de aptitud.")},
    "Se prestó como se acordó. El examen que faltaba se hizo la misma semana.",
)
OPENED = -20
DONE = (
    -9,
    {
        "03": (Decimal("96.4"), "Portería reportó 41 llegadas tarde en 1.140 recorridos."),
        "06": ("does_not", "La revisión técnico-mecánica del bus SXT 902 venció el mes pasado."),
        "11": ("partly", "La encuesta se hizo; dos de sus acciones siguen abiertas."),
        "15": ("not_applicable", "El colegio no entregó datos de estudiantes este año."),
        "R2": ("does_not", "La ruta 7 llegó después de las 6:40 a. m. en nueve días."),
    },
    "Se cumple lo principal. Hay que poner al día la revisión del SXT 902 y adelantar la salida de "
    "la ruta 7.",
)
UNDER_WAY = (-2, {"02": ("partly", "Faltó el FUEC de tres traslados del mes pasado.")})
ANSWERED = 9  # items of the one under way


def verify_year_before(contract, people):
    """While it was in force."""
    days, *found = YEAR_BEFORE
    with clock.frozen(_at(days - 10)):
        today = calendar.today()
        told = {"for_year": today.year, "due_on": today + timedelta(days=45)}
        one = ContractVerification.plan(contract, by=people[BOSS], owner=people[CAMILO], **told)
    _finish(one, days, *found, by=people[CAMILO])


def load_campaign(people, customers):
    camilo = people[CAMILO]
    with clock.frozen(_at(OPENED)):
        campaign = Campaign.open(by=people[BOSS], for_year=calendar.today().year, verifier=camilo)
        jobs.run_due()
    of = {one.contract.customer_id: one for one in campaign.verifications.all()}
    _finish(of[customers["arboleda"].pk], *DONE, by=camilo)
    _answer(of[customers["santa-ines"].pk], *UNDER_WAY, by=camilo, most=ANSWERED)


def _finish(verification, days, found, conclusion, *, by):
    _answer(verification, days, found, by=by)
    with clock.frozen(_at(days, 16)):
        verification = ContractVerification.objects.get(pk=verification.pk)
        verification.finish(by=by, conclusion=conclusion)


def _answer(verification, days, found, *, by, most=None):
    with clock.frozen(_at(days)):
        verification.start(by=by)
    for at, item in enumerate(verification.items.all()[:most]):
        with clock.frozen(_at(days, 10 + at // 20, at % 20 * 3)):
            item.answer(by=by, **_told(item, found.get(item.code)))


def _told(item, found):
    told = {"basket": _proof(item)} if item.code == "02" else {}
    if item.kind == Kind.CHOICE:
        return {**told, "choice": item.options[0]}
    if item.kind == Kind.MEASURE:
        value, note = found or (Decimal("97.1"), "Según el control de programaciones.")
        return {**told, "value": value, "note": note}
    verdict, note = found or ("complies", "")
    return {**told, "verdict": verdict, "note": note}


def _proof(item):
    basket = files.basket_new()
    content = sheet(f"Extractos revisados, {item.verification.number}")
    files.stage(basket, SimpleUploadedFile("extractos-revisados.pdf", content))
    return basket


def _at(days, hour=9, minute=0):
    day = calendar.today() + timedelta(days=days)
    return min(datetime.combine(day, time(hour, minute), clock.ZONE), clock.now())
