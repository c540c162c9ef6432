"""The quotes of the last fourteen months that have ended, each like one of the kinds of offers."""

import random
from datetime import timedelta
from decimal import Decimal

from koios.core import calendar
from koios.demo.commercial.offers import DRIVERS, FLEET, LOSSES, MEANS, OFFERS
from koios.demo.commercial.telling import business_day

FIRST, LAST = 288, 24  # business days ago
CHANNELS = ["phone", "phone", "email", "web", "whatsapp", "visit"]
QUESTIONS = [
    ("¿Los conductores tienen curso de manejo defensivo vigente?", "Sí, todos, y se lo anexamos."),
    ("¿Se puede pagar a 45 días?", "Podemos a 30 días de la factura, como está en la propuesta."),
    ("¿El valor incluye los peajes?", "Sí, incluye peajes, combustible y el conductor."),
]
YOUNG = {"hoyos": 200}  # customers of late: since how many business days ago


def past(*, count=44, seed=23):
    """Stories for `Teller.tell`, always the same."""
    chance = random.Random(seed)  # noqa: S311 -- a demo, not a secret
    for number in range(count):
        offer = OFFERS[(number * 4 + number // len(OFFERS)) % len(OFFERS)]
        ago = FIRST - round(number * (FIRST - LAST) / (count - 1))
        known = [who for who in offer["customers"] if ago < YOUNG.get(who, FIRST + 1)]
        if known:
            yield _story(chance, offer, chance.choice(known), ago)


def _story(chance, offer, customer, ago):
    answer = chance.choice([1, 2, 3, 3, 4, 5, 6, 8, 11])
    first = _first_day(offer, business_day(ago), answer)
    story = {
        "ago": ago,
        "customer": customer,
        "title": offer["title"],
        "lines": _scaled(offer["lines"], chance.choice([1, 1, 1, 1.5, 2])),
        "service": (first, first + offer["lasts"] - 1),
        "contract": offer.get("contract", False),
    }
    if "by" in offer:
        story["by"] = offer["by"]
    story["steps"] = list(_steps(chance, offer, story, answer))
    return story


def _first_day(offer, sent_on, answer):
    """In days from today: some time after the answer, on a day on which people study and work."""
    day = calendar.add_business_days(sent_on, answer + 2) + timedelta(days=offer["lead"])
    return (calendar.current().roll(day) - calendar.today()).days


def _steps(chance, offer, story, answer):
    if chance.random() < 0.4:
        told = {"channel": chance.choice(CHANNELS), "what": offer["asks"]}
        yield -1, f"{chance.randint(8, 16):02}:{chance.randint(0, 59):02}", "need", told
    hour = chance.randint(9, 15)
    yield 0, f"{hour:02}:10", "draft", chance.choice(MEANS)
    yield 0, f"{hour + 1:02}:{chance.randint(10, 59):02}", "send"
    taken = chance.random() * 10 < offer["wins"]
    lapsed = not taken and chance.random() < 0.35
    if not lapsed or chance.random() < 0.4:
        yield min(answer, 1), f"{chance.randint(7, 8):02}:{chance.randint(0, 59):02}", "open"
    if answer > 2 and chance.random() < 0.3:
        question, told = chance.choice(QUESTIONS)
        yield 1, "09:20", "ask", question
        yield 1, "11:05", "reply", told
    if answer > 3 and not lapsed and chance.random() < 0.35:
        yield 2, "15:30", "version", {"lines": _discounted(story["lines"], chance.choice([4, 6]))}
    if lapsed:
        yield 21, "18:00", "note", "Llamamos dos veces y no respondieron."
        yield 24, "00:20", "expire"
    elif not taken:
        reason, competitor, comment = chance.choice(LOSSES)
        yield answer, "16:40", "reject", reason, competitor, comment
    else:
        yield from _taken(chance, offer, story, answer)


def _taken(chance, offer, story, answer):
    if chance.random() < 0.25:
        yield answer, "14:25", "register", "Envió la orden de compra por correo."
    else:
        yield answer, f"{chance.randint(8, 17):02}:{chance.randint(0, 59):02}", "accept"
    first, last = story["service"]
    vehicle_class = next((line[2] for line in story["lines"] if line[2]), "Van 12")
    vehicle, driver = chance.choice(FLEET[vehicle_class]), chance.choice(DRIVERS)
    if chance.random() < 0.07:
        yield answer + 1, "10:00", "cancel", "El cliente aplazó la actividad sin fecha."
        return
    hour = chance.choice(["04:45", "05:30", "06:00", "07:00", "08:00", ""])
    yield answer + 1, "09:30", "schedule", first, hour, vehicle, driver
    if last < -1:
        lasted = calendar.business_days_between(
            business_day(story["ago"]), calendar.today() + timedelta(days=last)
        )
        yield lasted, "18:30", "render", "Sin novedades."


def _scaled(lines, factor):
    """More or fewer of what is offered in numbers."""
    return [
        (code, round(quantity * factor) if quantity > 5 else quantity, *rest)
        for code, quantity, *rest in lines
    ]


def _discounted(lines, percent):
    """The first line at a better price, as one concedes in a second version."""
    (code, quantity, vehicle_class, route, *more), *others = lines
    told = {**(more[0] if more else {}), "discount": Decimal(percent)}
    return [(code, quantity, vehicle_class, route, told), *others]
