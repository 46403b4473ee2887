"""Whether a playbook and its steps are for a customer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csops_desktop.domain.playbooks.definition import Asked, Compare, Condition, Scope


@dataclass(frozen=True, slots=True)
class Whom:
    """What conditions ask about a customer.

    Attributes:
        levels: name of a product → level of maturity, 0 to 4; a product that was never assessed stands at 0.
        phases: codes of the phases in which its products are.
        product: name of the product that the run is about; empty for all of them.
    """

    touch: str | None = None
    complexity: str | None = None
    band: str | None = None
    mrr: int = 0
    phases: frozenset[str] = frozenset()
    levels: Mapping[str, int] = field(default_factory=dict)
    product: str = ""

    @property
    def level(self) -> int | None:
        """The level of the product it is about, else the highest of all; None without a product."""
        if self.product:
            return self.levels.get(self.product)
        return max(self.levels.values(), default=None)


def holds(condition: Condition | None, whom: Whom) -> bool:
    """Tell whether a step is for a customer; what nobody knows is neither equal to anything nor below it."""
    if condition is None:
        return True
    if condition.asked in (Asked.LEVEL, Asked.MRR):
        return _number(condition, whom.level if condition.asked is Asked.LEVEL else whom.mrr)
    found = {
        Asked.TOUCH: {whom.touch},
        Asked.COMPLEXITY: {whom.complexity},
        Asked.BAND: {whom.band},
        Asked.PHASE: whom.phases,
        Asked.PRODUCT: {whom.product} if whom.product else set(whom.levels),
    }[condition.asked]
    return (condition.value in found) is (condition.compare is not Compare.IS_NOT)


def fits(scope: Scope, whom: Whom) -> bool:
    """Tell whether a playbook is for a customer."""
    products = {whom.product} if whom.product else set(whom.levels)
    return (
        (not scope.products or bool(products & set(scope.products)))
        and (not scope.phases or bool(whom.phases & set(scope.phases)))
        and (not scope.touches or whom.touch in scope.touches)
        and (not scope.levels or whom.level in scope.levels)
    )


def _number(condition: Condition, value: int | None) -> bool:
    try:
        limit = float(condition.value)
    except ValueError:
        return False
    if value is None:
        return condition.compare is Compare.IS_NOT
    return {
        Compare.IS: value == limit,
        Compare.IS_NOT: value != limit,
        Compare.BELOW: value < limit,
        Compare.AT_LEAST: value >= limit,
    }[condition.compare]
