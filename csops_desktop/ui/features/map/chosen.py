"""What of the map is chosen, and which customers that means."""

from dataclasses import dataclass

from csops_desktop.domain.level_filter import at_level, picked
from csops_desktop.domain.operation_map import MapBook, Placed
from csops_desktop.domain.query import Condition, Group, ListQuery, Op
from csops_desktop.wording import operation_map as say


@dataclass(frozen=True, slots=True)
class Chosen:
    """A level, a cell, a touch model as a whole, those who were never assessed, or a cluster of points.

    Attributes:
        level: None for all levels.
        touch: None for all touch models, or for none.
        cell: whether it is one cell; otherwise the touch model None stands for all of them.
        unassessed: those who were never assessed.
        cluster: customers that stand as one point.
    """

    level: int | None = None
    touch: str | None = None
    cell: bool = False
    unassessed: bool = False
    cluster: tuple[int, ...] = ()

    def takes(self, placed: Placed) -> bool:
        """Tell whether a customer is meant."""
        if self.cluster:
            return placed.customer_id in self.cluster
        if self.unassessed:
            return placed.level is None
        if self.level is not None and placed.level != self.level:
            return False
        return not (self.cell or self.touch is not None) or placed.touch == self.touch

    def customers(self, book: MapBook) -> tuple[Placed, ...]:
        """Return the customers that are meant."""
        return tuple(each for each in book.placed if self.takes(each))

    def title(self, book: MapBook) -> str:
        """Return it in words."""
        if self.unassessed:
            return say.unassessed()
        if self.level is None:
            return say.touch(self.touch)
        if self.cell and not self.cluster:
            return say.cell_title(book, self.level, self.touch)
        return say.level_title(book, self.level)

    def query(self, book: MapBook) -> ListQuery:
        """Return the query that lists the customers that are meant."""
        if self.cluster or (self.level is None and not self.unassessed):
            ids = [each.customer_id for each in self.customers(book)]
            return ListQuery(filter=Group((picked(ids, self.title(book)),)))
        conditions = [at_level(book.product_id, self.level)]
        if self.cell:
            is_set = Condition("touch", Op.IS, (self.touch,)) if self.touch else Condition("touch", Op.EMPTY)
            conditions.append(is_set)
        return ListQuery(filter=Group(tuple(conditions)))
