"""The plane of the two axes: every customer a mark, quadrants with their sums, trails of the last 90 days."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.health import Chosen, HealthLine, Quadrant, movers
from csops_desktop.domain.scoring.definition import Bands
from csops_desktop.foundation.i18n import _
from csops_desktop.services.health import Trail
from csops_desktop.ui.features.health import words
from csops_desktop.ui.features.health.plane_painting import PlanePainter, Scene
from csops_desktop.ui.features.health.spots import Plane, Spot, SpotMap
from csops_desktop.ui.theme import Theme

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_QUADRANTS = {
    Qt.Key.Key_1: Quadrant.SUPPORT,
    Qt.Key.Key_2: Quadrant.GROW,
    Qt.Key.Key_3: Quadrant.REBUILD,
    Qt.Key.Key_4: Quadrant.QUIET,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NAMED = 12
_TRAILS = 2000  # more of them are one grey cloud


class QuadrantView(QWidget):
    """The plane. Arrows walk the marks, Enter opens one, 1 to 4 choose a quadrant, 0 all.

    Signals:
        opened(int): a customer.
        pointed(int): a customer became the current one here.
        chosen(Chosen): a quadrant, a cluster, or everybody.
    """

    opened = Signal(int)
    pointed = Signal(int)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quadrant")
        self._theme = theme
        self._lines: Sequence[HealthLine] = ()
        self._scene = Scene(("", ""), Bands(), "JPY", {}, Chosen())
        self._trails: Mapping[int, Trail] = {}
        self._everybody = False
        self._map = SpotMap((), Plane(QRectF()))
        self._at: int | None = None
        self._ground: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._lay_out)

    # --- what it shows ------------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[HealthLine], scene: Scene) -> None:
        """Show customers; the current one stays when it is still there."""
        current = self.current()
        moved = lines is not self._lines
        self._lines, self._scene = lines, scene
        if moved:
            self._lay_out()
            self._at = None if current is None else self._map.place_of(current.id)
        self._draw_anew()
        self._say()

    def show_trails(self, trails: Mapping[int, Trail], *, everybody: bool) -> None:
        """Show the ways of some customers, or a straight line for everybody."""
        self._trails, self._everybody = trails, everybody
        self._draw_anew()

    def go_to(self, customer_id: int | None) -> None:
        """Make a customer the current one, without telling anybody."""
        at = None if customer_id is None else self._map.place_of(customer_id)
        if at != self._at:
            self._at = at
            self._say()
            self.update()

    def spots(self) -> tuple[Spot, ...]:
        """Return the marks, those drawn first first."""
        return self._map.spots

    def spot(self) -> Spot | None:
        """Return the current mark."""
        return None if self._at is None or self._at >= len(self._map.spots) else self._map.spots[self._at]

    def current(self) -> HealthLine | None:
        """Return the current customer; of several the largest."""
        spot = self.spot()
        return None if spot is None else spot.line

    def place_of(self, customer_id: int) -> QPointF | None:
        """Return where the mark of a customer stands."""
        at = self._map.place_of(customer_id)
        return None if at is None else self._map.spots[at].centre

    def quadrant_rect(self, quadrant: Quadrant) -> QRectF:
        """Return where a quadrant lies."""
        return self._painter().quadrant(quadrant)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.setAccessibleName(_("Customers by the two axes"))
        self._draw_anew()
        self._say()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(560), self._theme.scaled(520))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.minimumSizeHint."""
        return QSize(self._theme.scaled(320), self._theme.scaled(280))

    # --- painting -----------------------------------------------------------------------------------------------

    def _painter(self) -> PlanePainter:
        return PlanePainter(self._theme, QRectF(self.rect()))

    @Slot()
    def _lay_out(self) -> None:
        self._map = SpotMap(self._lines, self._painter().plane, self._theme.scale / 100)
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._ground = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        current = self.current()
        self._lay_out()
        self._at = None if current is None else self._map.place_of(current.id)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent: the marks once, then only what moves."""
        painter, plane = QPainter(self), self._painter()
        if self._ground is None:
            ratio = self.devicePixelRatioF()
            self._ground = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(self._theme.color("bg.surface"))
            below = QPainter(self._ground)
            plane.draw(below, self._scene, self._map.spots, self._drawn_trails())
            below.end()
        painter.drawPixmap(0, 0, self._ground)
        spot = self.spot()
        if spot is not None:
            plane.draw_current(painter, spot, focused=self.hasFocus())
        elif self.hasFocus():
            plane.draw_focus(painter)
        painter.end()

    def _drawn_trails(self) -> dict[int, list[tuple[int, int]]]:
        found = {id_: [(x, y) for _day, x, y in trail] for id_, trail in self._trails.items()}
        if self._everybody:
            for line in movers(self._lines, _TRAILS):
                if line.id not in found and line.before is not None:
                    found[line.id] = [line.before, (line.x, line.y)]
        return found

    # --- what the user does -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._point(self._map.next(self._at, *_STEPS[key]))
        elif key in _QUADRANTS:
            self._choose(_QUADRANTS[key])
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Escape} and self._scene.chosen.narrowed:
            self.chosen.emit(Chosen())
        elif key in _ENTER and self.spot() is not None:
            self._open()
        else:
            super().keyPressEvent(event)

    def _choose(self, quadrant: Quadrant) -> None:
        on = self._scene.chosen.quadrant is quadrant
        self.chosen.emit(Chosen() if on else Chosen(quadrant=quadrant))

    def _point(self, at: int | None) -> None:
        self._at = at
        self._say()
        self.update()
        line = self.current()
        if line is not None:
            self.pointed.emit(line.id)

    def _open(self) -> None:
        spot = self.spot()
        if spot is not None and spot.several:
            self.chosen.emit(Chosen(ids=frozenset(line.id for line in spot.lines)))
        elif spot is not None:
            self.opened.emit(spot.line.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent: a mark becomes current, a cluster or a quadrant is listed."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self._map.hit(event.position())
        if at is not None:
            self._point(at)
            if self._map.spots[at].several:
                self._open()
            return
        quadrant = self._painter().quadrant_at(event.position())
        if quadrant is not None:
            self._choose(quadrant)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseDoubleClickEvent."""
        at = self._map.hit(event.position())
        if at is not None and not self._map.spots[at].several:
            self._point(at)
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseMoveEvent."""
        over = self._map.hit(event.position()) is not None or self._painter().quadrant_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says who it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, where: QPointF) -> str:
        """Return what the tool tip of a place says: who it is, or what the quadrant means."""
        at = self._map.hit(where)
        scene = self._scene
        if at is not None:
            return self._words(self._map.spots[at])
        quadrant = self._painter().quadrant_at(where)
        return "" if quadrant is None else f"{words.quadrant(quadrant)}\n{words.quadrant_means(quadrant, *scene.axes)}"

    def _words(self, spot: Spot) -> str:
        scene = self._scene
        if not spot.several:
            return words.pointed(spot.line, *scene.axes, scene.currency)
        names = [f"{line.name} {words.score(line)}" for line in spot.lines[:_NAMED]]
        if len(spot.lines) > _NAMED:
            names.append(_("and {n} more").format(n=len(spot.lines) - _NAMED))
        return "\n".join(names)

    def _say(self) -> None:
        spot = self.spot()
        self.setAccessibleDescription("" if spot is None else self._words(spot).replace("\n", ", "))
