"""Refresh tokens and how one follows another."""

import pytest

from app.services.authentication import tokens


def test_a_token_is_read_as_it_was_written() -> None:
    token = tokens.first("session")
    assert tokens.parsed(str(token)) == token
    assert len(token.secret) >= 43


def test_a_token_has_one_successor_that_only_token_and_seed_together_give() -> None:
    token, other = tokens.first("session"), tokens.first("session")
    assert token.successor("seed") == token.successor("seed")
    successors = {token.successor("seed"), token.successor("another seed"), other.successor("seed"), token}
    assert len(successors) == 4
    assert token.successor("seed").session_id == "session"


def test_what_is_kept_is_the_tokens_digest_and_no_part_of_it() -> None:
    token = tokens.first("session")
    assert tokens.same(token.digest, token)
    assert not tokens.same(tokens.first("session").digest, token)
    assert token.secret not in tokens.spent(token, "seed")
    assert tokens.spent(token, "seed").partition(":")[0] == token.digest


@pytest.mark.parametrize("text", ["", ".", "a.", ".b", "ab", "a.b\n", "a.\u00e9", "a." + "b" * 200])
def test_everything_else_is_no_token(text: str) -> None:
    assert tokens.parsed(text) is None
