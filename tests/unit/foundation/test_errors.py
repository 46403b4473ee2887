"""Errors can be raised anywhere, and nothing but Python changes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from csops_desktop.exchange.errors import EmptyFileError
from csops_desktop.foundation.errors import CsopsError, InvalidValueError


@contextmanager
def _block() -> Iterator[None]:
    yield


@pytest.mark.parametrize("error", [InvalidValueError("name", "", "required"), EmptyFileError(Path("a.csv"))])
def test_an_error_leaves_a_context_manager_as_itself(error: CsopsError) -> None:
    with pytest.raises(type(error)) as caught, _block():
        raise error
    assert caught.value is error


def test_the_data_of_an_error_cannot_be_changed() -> None:
    error = InvalidValueError("name", "", "required")
    with pytest.raises(FrozenInstanceError):
        error.field = "other"  # type: ignore[misc]
