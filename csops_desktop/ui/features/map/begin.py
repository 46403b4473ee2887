"""The first step to a map: a ready product, as a new one or as the levels of one that is there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.maturity import ProductModel
from csops_desktop.foundation.i18n import _
from csops_desktop.services.operation_map import MapProduct
from csops_desktop.ui.maturity.starter_dialog import StarterDialog
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.record_rows import ListRow


class BeginDialog(StarterDialog):
    """Chooses ready levels and the product they are for.

    Attributes:
        product_id: of the product that was chosen; None makes a new one.
    """

    def __init__(
        self, workbench: Workbench, products: Sequence[MapProduct], models: Sequence[ProductModel], parent: QWidget
    ) -> None:
        super().__init__(workbench, _("your product"), models, parent)
        bare = sorted((each for each in products if not each.levels), key=lambda each: -each.customers)
        there: list[tuple[object, str]] = [*((each.id, each.name) for each in bare), (None, _("A new product"))]
        self.product_id: int | None = None
        self.product = ListRow(workbench.theme, _("For"), there, there[0][0], empty=False, parent=self)
        self.content.insertWidget(self.content.indexOf(self.choice) + 1, self.product)

    def entered(self) -> ProductModel | None:
        """Override StarterDialog.entered."""
        chosen = self.product.value()
        self.product_id = chosen if isinstance(chosen, int) else None
        return super().entered()


def offer(
    workbench: Workbench, products: Sequence[MapProduct], models: Sequence[ProductModel], parent: QWidget
) -> None:
    """Ask which ready product it is to be, and make it."""
    service = workbench.services.maturity
    dialog = BeginDialog(workbench, products, models, parent)
    dialog.carry_out(workbench.tasks, lambda model: service.add_product(model, dialog.product_id))
