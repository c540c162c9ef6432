"""An amount of pesos in words, as Colombian papers carry it beside its figures.

The library at hand (num2words) writes «veintiuno mil» and «un millón pesos», which no paper may
say; so it is done here. Spanish for everybody: the paper is in the language of the country.
"""


def _each(words):
    return words.split()


SMALL = _each(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
)
TENS = _each("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
HUNDREDS = _each(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)
SCALES = ((10**12, "un billón", "billones"), (10**6, "un millón", "millones"))
MOST = 10**18 - 1


def pesos_in_words(amount) -> str:
    """«Cuatro millones doscientos mil pesos»; `amount` in whole pesos, 0 to 10¹⁸ − 1."""
    amount = int(amount)
    if not 0 <= amount <= MOST:
        raise ValueError(f"{amount} is outside of what is written in words")
    words = _before_noun(_cardinal(amount))
    # «un millón de pesos»: after millions with nothing behind them Spanish asks for «de».
    of = "de " if amount and amount % 10**6 == 0 else ""
    unit = "peso" if amount == 1 else "pesos"
    told = f"{words} {of}{unit}"
    return told[:1].upper() + told[1:]


def _cardinal(number):
    for scale, one, many in SCALES:
        if number >= scale:
            head, rest = divmod(number, scale)
            words = one if head == 1 else f"{_before_noun(_cardinal(head))} {many}"
            return _joined(words, rest)
    if number >= 1000:
        head, rest = divmod(number, 1000)
        words = "mil" if head == 1 else f"{_before_noun(_cardinal(head))} mil"
        return _joined(words, rest)
    if number > 100:
        head, rest = divmod(number, 100)
        return _joined(HUNDREDS[head - 1], rest)
    if number == 100:
        return "cien"
    if number >= 30:
        head, rest = divmod(number, 10)
        return TENS[head - 3] + (f" y {SMALL[rest]}" if rest else "")
    return SMALL[number]


def _joined(words, rest):
    return f"{words} {_cardinal(rest)}" if rest else words


def _before_noun(words):
    """«veintiuno» is «veintiún» before what it counts, «uno» is «un»."""
    if words.endswith("veintiuno"):
        return words.removesuffix("uno") + "ún"
    return words.removesuffix("o") if words == "uno" or words.endswith(" uno") else words
