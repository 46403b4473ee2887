"""The question with which levels a product begins."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.maturity import ProductModel
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.record_rows import ListRow

_WIDTH = 520


class StarterDialog(ActDialog):
    """Chooses ready levels for a product; ``submitted`` gives a ``ProductModel``."""

    def __init__(self, workbench: Workbench, product: str, models: Sequence[ProductModel], parent: QWidget) -> None:
        title = _("Which levels fit {product}?").format(product=product)
        body = _("Each level has evidence that one can see at the customer.")
        super().__init__(workbench.theme, title, body, _("Take these levels"), parent, width=_WIDTH)
        self._models = models
        choices = [(at, f"{model.name} — {model.note}") for at, model in enumerate(models)]
        self.choice = ListRow(workbench.theme, _("Levels"), choices, 0, empty=False, parent=self)
        self._levels = label("", "small", tone="2", wrap=True)
        self.add_row("level", self.choice)
        self.content.addWidget(self._levels)
        self.choice.box.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()
        self.finish(self.choice.box)

    @Slot()
    def _on_chosen(self) -> None:
        model = self._models[max(0, self.choice.box.currentIndex())]
        self._levels.setText("\n".join(f"Lv{level.level}  {level.name}: {level.meaning}" for level in model.levels))

    def entered(self) -> ProductModel | None:
        """Override ActDialog.entered."""
        at = self.choice.box.currentIndex()
        return self._models[at] if at >= 0 else None
