"""Above the map: which product, what the size of a point tells, the poster."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from csops_desktop.domain.operation_map import MapBook
from csops_desktop.foundation.i18n import _
from csops_desktop.services.operation_map import MapProduct
from csops_desktop.ui.features.map.marks import Size
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Segment
from csops_desktop.ui.widgets.parts import ElidedLabel
from csops_desktop.wording import operation_map as say

_SEGMENTS = 3
"""More products than these are chosen from a list."""


class MapToolbar(QFrame):
    """The line above the map.

    Signals:
        product_chosen(int): another product.
        size_chosen(str): what the size of a point is to tell.
        poster_requested: the map is to be drawn into a file.
        levels_requested: the levels are to be changed.
        moves_requested: it is to be told how customers move between them.
    """

    product_chosen = Signal(int)
    size_chosen = Signal(str)
    poster_requested = Signal()
    levels_requested = Signal()
    moves_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "bottom")
        self._theme = theme
        self._ids: tuple[int, ...] = ()
        self.segment: Segment | None = None
        self.products = QComboBox(self)
        self.products.setObjectName("mapProducts")
        self.products.activated.connect(self._on_list)
        self._over = ElidedLabel("small", self)
        self._over.setProperty("tone", "warning")
        self.sizes = Segment(tuple(Size), self)
        self.sizes.chosen.connect(self.size_chosen)
        self.moves = Button(theme, icon="clock-counter-clockwise", parent=self)
        self.moves.clicked.connect(self.moves_requested)
        self.levels = Button(theme, icon="pencil-simple", parent=self)
        self.levels.clicked.connect(self.levels_requested)
        self.poster = Button(theme, icon="printer", parent=self)
        self.poster.clicked.connect(self.poster_requested)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        self.row.setSpacing(theme.px("space.4"))
        self.row.addWidget(self.products)
        self._over.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self._over, 1)
        for widget in (self.sizes, self.moves, self.levels, self.poster):
            self.row.addWidget(widget)
        theme.changed.connect(self._fit)
        self._fit()

    def retranslate(self) -> None:
        """Set every text again."""
        self.sizes.set_texts([_("Yearly revenue"), _("LTV")])
        self.sizes.set_hints([
            _("The size of a point is what the customer pays a year for this product"),
            _("The size of a point is what the customer has paid for this product so far"),
        ])  # fmt: skip
        self.moves.set_text(_("Movement…"))
        self.levels.set_text(_("Levels…"))
        self.poster.set_text(_("Poster…"))
        self.products.setAccessibleName(_("Product"))

    def show_products(self, products: Sequence[MapProduct], book: MapBook, size: Size) -> None:
        """Show which products there are, one of them on the map."""
        ids = tuple(each.id for each in products)
        names = [f"{each.name} {each.customers:,}" for each in products]
        if len(ids) <= _SEGMENTS:
            if ids != self._ids or self.segment is None:
                self._new_segment(ids)
            if self.segment is not None:
                self.segment.set_texts(names)
                self.segment.choose(str(book.product_id))
        self.products.clear()
        for id_, name in zip(ids, names, strict=True):
            self.products.addItem(name, id_)
        self.products.setCurrentIndex(max(0, self.products.findData(book.product_id)))
        self.products.setVisible(len(ids) > _SEGMENTS)
        if self.segment is not None:
            self.segment.setVisible(len(ids) <= _SEGMENTS)
        self._ids = ids
        self.sizes.choose(size)
        more = book.over()
        self._over.show_text(say.over(book) if more else "")

    def _new_segment(self, ids: Sequence[int]) -> None:
        if self.segment is not None:
            self.row.removeWidget(self.segment)
            self.segment.hide()
            self.segment.deleteLater()
        self.segment = Segment([str(id_) for id_ in ids], self)
        self.segment.setObjectName("mapSegment")
        self.segment.chosen.connect(self._on_segment)
        self.row.insertWidget(0, self.segment)

    @Slot(str)
    def _on_segment(self, key: str) -> None:
        self.product_chosen.emit(int(key))

    @Slot(int)
    def _on_list(self, at: int) -> None:
        self.product_chosen.emit(int(self.products.itemData(at)))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px("size.toolbar"))
