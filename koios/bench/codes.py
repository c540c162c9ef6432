"""Those who answer with a code that came by mail: a customer takes a quote, somebody signs.

Each of them has a browser of their own, and what they answer was prepared for them by the verbs.
"""

import re
import time
from datetime import date, timedelta
from decimal import Decimal
from email import message_from_bytes, policy

from koios.contracts import electronic
from koios.contracts.models import Contract
from koios.core.refusals import Refusal
from koios.demo.inbox import text_of
from koios.signing.models import Party

MAILBOXES = "@codigo.example"  # whose mail the benchmark reads
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|shown|base|seen)"[^>]* value="([^"]*)"')
CODE = re.compile(r"(?:código|firmar)\s+es\s+(\d{6})")
PATIENCE = 120  # seconds for a mail, or for a signature to be in its file
WHO = {"name": "Carla Ríos", "document": "41.935.118"}


def mailbox(n) -> str:
    return f"persona{n}{MAILBOXES}"


def papers_to_sign(number, *, by, customers, today: date) -> list:
    """Contracts that wait for one signature: the address of its page, and who reads the code."""
    return [_asked(n, by, customers[n % len(customers)], today) for n in range(number)]


def acceptance(offers, mail):
    """The second step of who takes a quote: the code, sent."""
    waiting = iter(offers)

    def ask(visitor, n):
        page, address = next(waiting)
        browser = visitor.cookies = {}
        told = _hidden(visitor.get(page)) | WHO
        told |= {"role": "Rectora", "document_type": "CC", "consent": "on"}
        visitor.post(f"{page}aprobacion/", told)
        step, told = visitor.location, told | {"code": _code_for(address, mail)}
        return lambda: _answer(visitor, browser, step, told, f"{page}respuesta/")

    return ask


def signature(papers, mail, *, lands=False):
    """The second step of who signs: the code, sent; and, when it `lands`, until the signature is
    in the file."""
    waiting = iter(papers)

    def ask(visitor, n):
        page, address = next(waiting)
        browser = visitor.cookies = {}
        told = _hidden(visitor.get(page)) | WHO
        told |= {"capacity": "Representante legal", "agrees": "on"}
        visitor.post(page, told)
        told |= {"code": _code_for(address, mail)}

        def sign():
            _answer(visitor, browser, page, told, page)
            if lands:
                _wait_until_there(visitor, f"{page}firmado/")

        return sign

    return ask


def _asked(n, by, customer, today):
    contract = Contract.draft(
        by=by,
        customer=customer,
        object="Transporte de los empleados de la empresa",
        start_on=today,
        end_on=today + timedelta(days=365),
        tariffs=[{"description": "Ruta empresarial", "unit": "trip", "price": Decimal(350_000)}],
    )
    who = Party(WHO["name"], mailbox(f"firma{n}"), document=WHO["document"])
    (signer,) = electronic.send_to_sign(contract, [who], by=by).signers.all()
    return signer.public_url, signer.email


def _hidden(page):
    return dict(HIDDEN.findall(page.decode()))


def _code_for(address, mail):
    return _patiently(lambda: _code_in(mail.kept.get(address)), f"no code came to {address}")


def _code_in(content):
    if not content:
        return ""
    found = CODE.search(text_of(message_from_bytes(content, policy=policy.default)))
    return found[1] if found else ""


def _answer(visitor, browser, page, told, after):
    visitor.cookies = browser
    visitor.post(page, told)
    if visitor.location != after:
        raise Refusal(f"the answer did not go in: {page} {visitor.location}")


def _wait_until_there(visitor, page):
    _patiently(lambda: _is_there(visitor, page), f"never signed: {page}", pause=0.004)


def _is_there(visitor, page):
    try:
        return bool(visitor.get(page))
    except Refusal:
        return False


def _patiently(look, failing, *, pause=0.02):
    until = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > until:
            raise Refusal(failing)
        time.sleep(pause)
    return found
