"""What there is to choose from when a playbook is started for a customer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.playbooks.definition import Playbook


@dataclass(frozen=True, slots=True)
class Startable:
    """A playbook that can be started.

    Attributes:
        fits: whether it is for the customer, by its scope.
        running: whether it runs for the customer already.
    """

    playbook_id: int
    version: int
    playbook: Playbook
    fits: bool = True
    running: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A contract that steps can be counted from.

    Attributes:
        ends_on: the last day of its term.
    """

    id: int
    product_id: int | None
    product: str
    ends_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything one can choose from.

    Attributes:
        customer: id and name; None when none is chosen yet.
        owner_id: who looks after the customer.
    """

    customer: tuple[int, str] | None
    playbooks: tuple[Startable, ...]
    terms: tuple[Term, ...] = ()
    owner_id: int | None = None


def in_order(found: Sequence[Startable]) -> tuple[Startable, ...]:
    """Return playbooks with those first that are for the customer and do not run yet."""
    return tuple(sorted(found, key=lambda each: (not each.fits, each.running)))
