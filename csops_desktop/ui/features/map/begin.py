"""The first step to a map: a ready product, as a new one or as the levels of one that is there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.maturity import ProductModel
from csops_desktop.foundation.i18n import _
from csops_desktop.services.operation_map import MapProduct
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.record_rows import ListRow

_WIDTH = 520
Taken = tuple[ProductModel, int | None]


class BeginDialog(ActDialog):
    """Chooses ready levels and the product they are for; ``submitted`` gives the levels and the product's id."""

    def __init__(
        self, workbench: Workbench, products: Sequence[MapProduct], models: Sequence[ProductModel], parent: QWidget
    ) -> None:
        body = _("Each level has evidence that one can see at the customer, and actions; all of it can be changed.")
        title = _("Which ready product fits?")
        super().__init__(workbench.theme, title, body, _("Take these levels"), parent, width=_WIDTH)
        self._models = models
        choices: Sequence[tuple[object, str]] = [
            (at, f"{model.name} — {model.note}") for at, model in enumerate(models)
        ]
        self.choice = ListRow(workbench.theme, _("Levels"), choices, 0, empty=False, parent=self)
        bare: list[tuple[object, str]] = [(each.id, each.name) for each in products if not each.levels]
        most = max((each for each in products if not each.levels), key=lambda each: each.customers, default=None)
        there = [*bare, (None, _("A new product"))]
        self.product = ListRow(workbench.theme, _("For"), there, most.id if most else None, empty=False, parent=self)
        self._levels = label("", "small", tone="2", wrap=True)
        self.add_row("level", self.choice)
        self.add_row("product", self.product)
        self.content.addWidget(self._levels)
        self.choice.box.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()
        self.finish(self.choice.box)

    def _on_chosen(self) -> None:
        model = self._models[max(0, self.choice.box.currentIndex())]
        self._levels.setText("\n".join(f"Lv{level.level}  {level.name}: {level.meaning}" for level in model.levels))

    def entered(self) -> Taken | None:
        """Override ActDialog.entered."""
        product = self.product.value()
        return self._models[self.choice.box.currentIndex()], product if isinstance(product, int) else None


def offer(
    workbench: Workbench, products: Sequence[MapProduct], models: Sequence[ProductModel], parent: QWidget
) -> None:
    """Ask which ready product it is to be, and make it."""
    service = workbench.services.maturity
    dialog = BeginDialog(workbench, products, models, parent)
    dialog.carry_out(workbench.tasks, lambda taken: service.add_product(*taken))
