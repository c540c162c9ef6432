"""Names are compared without accents, legal form or order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.customers.names import LEGAL_FORMS, SMALL_WORDS, fold, key, likeness, tidy

ARBOLEDA = "Fundación Educativa La Arboleda"


@pytest.mark.parametrize(
    "other",
    [
        "FUNDACION EDUCATIVA LA ARBOLEDA",
        "Arboleda, Fundación Educativa La",
        "Fundación Educativa La Arboleda S.A.S.",
        "Fundación Educativa  La Arboleda SAS",
        "Fundación Educativa La Arboleda s. a. s.",
        "Fundación Educativa La Arboleda Ltda.",
        "FUNDACIÓN EDUCATIVA DE LA ARBOLEDA, SOCIEDAD POR ACCIONES SIMPLIFICADA",
        "Fundación Educativa La Arboleda & Cía. S. en C.",
    ],
)
def test_accents_form_and_order_do_not_make_another_name(other):
    assert key(other) == key(ARBOLEDA)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cementos del Otún", "Cementos del Quindío"),
        ("Hotel El Samán", "Hotel El Samán del Norte"),
        ("Transportes A", "Transportes B"),
    ],
)
def test_other_words_make_another_name(one, other):
    assert key(one) != key(other)


words = st.text("abcdefghijklmnñopqrstuvwxyzáéíóú", min_size=2, max_size=8).filter(
    lambda word: fold(word) not in LEGAL_FORMS
)
forms = st.sampled_from(["", " S.A.S.", " SAS", " Ltda.", " LTDA", " S.A.", " & Cía. S.C.A."])


@given(st.lists(words, min_size=1, max_size=5), st.randoms(), forms, forms)
def test_the_key_survives_order_capitals_and_legal_form(parts, chance, one, other):
    shuffled = parts[:]
    chance.shuffle(shuffled)

    assert key(" ".join(parts) + one) == key(" ".join(shuffled).upper() + other)


@given(st.lists(words, min_size=1, max_size=5))
def test_the_key_is_the_sorted_words_that_say_something(parts):
    # The slow way: fold each word alone, throw out those that say nothing.
    plain = [fold(word) for word in parts]
    kept = [word for word in plain if word not in SMALL_WORDS]
    if not any(form in " ".join(plain) for form in LEGAL_FORMS if " " in form):
        assert key(" ".join(parts)) == " ".join(sorted(kept or plain))


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert tidy(tidy(text)) == tidy(text)


def test_a_name_made_of_a_form_alone_keeps_it():
    assert key("S.A.") == "sa"


def test_a_slip_of_the_pen_is_still_like_and_another_company_is_not():
    assert likeness(key("Agroindustrias El Cafetal"), key("Agroindustria el Cafetal S.A.")) > 0.85
    assert likeness(key("Hotel El Samán"), key("Clínica Santa Inés")) < 0.6


def test_tidy_drops_what_cannot_be_seen():
    assert tidy("  Hotel\u200b El\u00a0Samán\n") == "Hotel El Samán"
