"""Amounts in words, as a person writes them on a paper in Colombia."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.quotes.wording import pesos_in_words

WRITTEN = {
    0: "Cero pesos",
    1: "Un peso",
    21: "Veintiún pesos",
    31: "Treinta y un pesos",
    100: "Cien pesos",
    101: "Ciento un pesos",
    1000: "Mil pesos",
    21_000: "Veintiún mil pesos",
    31_000: "Treinta y un mil pesos",
    101_000: "Ciento un mil pesos",
    518_880: "Quinientos dieciocho mil ochocientos ochenta pesos",
    1_000_000: "Un millón de pesos",
    1_000_001: "Un millón un pesos",
    4_200_000: "Cuatro millones doscientos mil pesos",
    21_000_000: "Veintiún millones de pesos",
    1_000_000_000: "Mil millones de pesos",
    2_001_000_000: "Dos mil un millones de pesos",
    1_000_000_000_000: "Un billón de pesos",
}
SMALL = (
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiún veintidós veintitrés "
    "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
ONES = {word: number for number, word in enumerate(re.findall(r"\w+", SMALL))} | {
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
    "cien": 100,
    "ciento": 100,
    "doscientos": 200,
    "trescientos": 300,
    "cuatrocientos": 400,
    "quinientos": 500,
    "seiscientos": 600,
    "setecientos": 700,
    "ochocientos": 800,
    "novecientos": 900,
}


def read(words):
    """The number that a person reads in the words."""
    whole = thousands = part = 0
    for word in words.lower().split():
        if word in ("y", "de", "peso", "pesos"):
            continue
        elif word == "mil":
            thousands, part = (part or 1) * 1000, 0
        elif word in ("millón", "millones", "billón", "billones"):
            size = 10**12 if word.startswith("bill") else 10**6
            whole, thousands, part = whole + (thousands + part) * size, 0, 0
        else:
            part += ONES[word]
    return whole + thousands + part


@pytest.mark.parametrize("amount", WRITTEN)
def test_an_amount_in_words(amount):
    assert pesos_in_words(amount) == WRITTEN[amount]


@given(st.integers(0, 10**15))
def test_whoever_reads_the_words_reads_the_amount(amount):
    words = pesos_in_words(amount)

    assert read(words) == amount
    assert not re.search(r"uno\b", words)
    assert words.endswith("peso" if amount == 1 else "pesos")


def test_what_cannot_be_written_is_refused():
    with pytest.raises(ValueError):
        pesos_in_words(-1)
