"""One number, one customer: whatever way it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.co import nit as oracle

from koios.customers import identity
from koios.customers.identity import BadDocument, check_digit, fold, read

# domain.md 4
CHECK_DIGITS = {
    "899999068": 1,
    "860002964": 4,
    "890903938": 8,
    "899999061": 9,
    "860034313": 7,
    "811036370": 8,
    "891100299": 7,
    "900940223": 3,
    "899999055": 4,
    "900153453": 4,
    "79123456": 0,
    "41261533": 2,
}

numbers = st.integers(100_000, 9_999_999_999).map(str)


@pytest.mark.parametrize(("number", "digit"), CHECK_DIGITS.items())
def test_the_check_digit_is_that_of_the_norm(number, digit):
    assert check_digit(number) == digit


@given(numbers)
def test_the_check_digit_is_that_of_an_independent_implementation(number):
    assert str(check_digit(number)) == oracle.calc_check_digit(number)


@given(st.integers(1_000_000_000, 9_999_999_999).map(str))
def test_ten_digits_are_nine_and_a_check_digit_only_when_all_of_it_fits(number):
    # Slow and obvious: look for the nine digits whose NIT would be written so.
    wanted = number
    if number.startswith(("8", "9")):
        for last in "0123456789":
            if number[:9] + last == number and oracle.calc_check_digit(number[:9]) == last:
                wanted = number[:9]

    assert fold(number) == wanted


@given(st.integers(800_000_000, 999_999_999).map(str))
def test_a_company_is_the_same_however_its_number_is_written(number):
    dv = oracle.calc_check_digit(number)
    dotted = f"{int(number):,}".replace(",", ".")
    ways = [
        number,
        number + dv,
        f"{number}-{dv}",
        f"{dotted}-{dv}",
        f"{dotted} - {dv}",
        f"{dotted}–{dv}",
        f"NIT {dotted}-{dv}",
        f"N.I.T. No. {number}",
        f"nit:{number}{dv}",
        f"  {number}.0 ",
        number.replace(number, f"{int(number):,}"),
        f"0{number}",
    ]

    assert {read(way).key for way in ways} == {f"CO:{number}"}
    assert {read(way).type for way in ways} == {"NIT"}
    assert read(number, dv=f"{dv}.0").number == number


@given(numbers)
def test_reading_what_was_read_changes_nothing(number):
    once = read(number)

    assert read(once.number, type=once.type) == once
    assert read(str(once)) == once


@given(numbers, st.integers(0, 9).map(str))
def test_a_wrong_check_digit_is_refused_and_the_right_one_named(number, digit):
    number = fold(number)
    right = oracle.calc_check_digit(number)

    if digit == right:
        assert read(f"{number}-{digit}").number == number
    else:
        with pytest.raises(BadDocument, match=f"es {right}, no {digit}"):
            read(f"{number}-{digit}")


def test_the_nit_of_a_person_is_their_cedula():
    assert read("79.123.456-0").key == read("C.C. 79123456").key
    assert read("79123456", type="CC").type == "CC"


def test_a_nit_given_as_a_cedula_is_not_let_pass_as_another_number():
    with pytest.raises(BadDocument, match="es un NIT"):
        read("9001534534", type="CC")


def test_the_same_digits_of_a_foreign_document_are_someone_else():
    assert read("CE 345678").key != read("CC 345678").key
    assert read("9001534534", type="PPT").number == "9001534534"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no es un número"),
        ("abc", "no es un número"),
        ("12345", "tiene 5 cifras"),
        ("9.00153453E8", "perdió cifras"),
        ("10123456781", "tiene 11 cifras"),
        ("٣٤٥٦٧٨٩", "no es un número"),
        ("900153453;DROP", "no es un número"),
    ],
)
def test_what_is_no_document_is_refused_with_its_reason(text, reason):
    with pytest.raises(BadDocument, match=reason):
        read(text)


def test_an_eleven_digit_nit_of_a_person_is_told_to_use_the_hyphen():
    number = "1012345678"

    with pytest.raises(BadDocument, match="guion"):
        read(number + oracle.calc_check_digit(number))


def test_a_passport_keeps_its_letters_even_if_they_look_like_a_type():
    assert read("PA 123 456", type="PA").number == "123456"
    assert read("PA123456", type="PA").number == "PA123456"
    assert read("AB123456").type == "PA"
    assert read("ab-123 456", type="PA").number == "AB123456"


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    try:
        document = read(text)
    except BadDocument as refusal:
        assert refusal.message
    else:
        assert document.key


@pytest.mark.parametrize(
    ("text", "type"),
    [("C.C.", "CC"), ("Cédula de Ciudadanía", "CC"), ("13", "CC"), ("nit", "NIT"), ("?", "")],
)
def test_types_are_known_by_their_words_and_by_their_codes(text, type):
    assert identity.type_named(text) == type
