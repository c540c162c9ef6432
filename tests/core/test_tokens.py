"""The keys of public links."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from koios.core import tokens

purposes = st.text(max_size=12)
keys = st.integers(1, 10**9)
versions = st.integers(1, 50)


def test_a_token_reads_like_three_words():
    token = tokens.token_for("case", 318)

    assert [len(word) for word in token.split("-")] == [4, 4, 4]
    assert set(token) <= set(tokens.ALPHABET) | {"-"}


def test_there_are_more_tokens_than_anybody_can_try():
    assert len(set(tokens.ALPHABET)) == 58
    assert tokens.ENTROPY >= 68


@given(purposes, keys, versions)
def test_a_token_opens_what_it_was_made_for(purpose, pk, version):
    assert tokens.matches(tokens.token_for(purpose, pk, version), purpose, pk, version)


@given(st.tuples(purposes, keys, versions), st.tuples(purposes, keys, versions))
def test_no_token_opens_anything_else(one, other):
    assume(one != other)

    assert not tokens.matches(tokens.token_for(*one), *other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(("case", "12", 3), ("case1", "2", 3)), (("a", "b\0c", 1), ("a\0b", "c", 1))],
)
def test_the_parts_of_a_question_do_not_run_into_each_other(one, other):
    assert tokens.token_for(*one) != tokens.token_for(*other)


def test_a_new_version_revokes_the_link_before():
    old = tokens.token_for("quote", 7, version=1)

    assert not tokens.matches(old, "quote", 7, version=2)


def test_another_key_revokes_all(settings):
    old = tokens.token_for("quote", 7)

    settings.TOKEN_KEY = "another key"

    assert not tokens.matches(old, "quote", 7)


@given(keys, st.integers(0, tokens.LENGTH - 1), st.sampled_from(tokens.ALPHABET))
def test_one_changed_character_does_not_open(pk, place, character):
    right = tokens.token_for("case", pk).replace("-", "")
    wrong = right[:place] + character + right[place + 1 :]
    assume(wrong != right)

    assert not tokens.matches(wrong, "case", pk)


@given(keys)
def test_what_a_person_copies_by_hand_opens_too(pk):
    token = tokens.token_for("case", pk)
    by_hand = token.replace("-", "  ").replace("o", "0").replace("1", "l")

    assert tokens.matches(f" {by_hand} ", "case", pk)


def test_upper_and_lower_case_are_different_letters():
    drawn = {pk: tokens.token_for("case", pk) for pk in range(20)}
    # One of a thousand has no small letter at all, or only those that read like others.
    told_apart = {pk: text for pk, text in drawn.items() if set(text) & set("abcdefghjkmnpqr")}

    assert len(told_apart) > 10
    assert not any(tokens.matches(text.upper(), "case", pk) for pk, text in told_apart.items())


@pytest.mark.parametrize("rubbish", ["", "-", "ñandú", "\0", "x" * 10_000, None])
def test_rubbish_does_not_open_and_does_not_break(rubbish):
    assert not tokens.matches(rubbish, "case", 1)
