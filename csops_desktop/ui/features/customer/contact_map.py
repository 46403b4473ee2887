"""The contacts of a customer on a small map: attitude from left to right, roles in lines, size is influence."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.fields import CONTACT_ROLES, Kind
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import draw_avatar
from csops_desktop.wording import contacts as say
from csops_desktop.wording import fields as words

ATTITUDES = (-2, -1, 0, 1, 2)
_ROLES = ("decider", "contract_owner", "champion", "user", "blocker")
_LINE, _SIDE = 30, 96
_SIZES = {1: 14, 2: 19, 3: 24}
_UNKNOWN_SIZE = 14
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Spot:
    """A contact on the map.

    Attributes:
        role: one of ``domain.fields.CONTACT_ROLES``, or empty.
        attitude: −2 to +2; contacts without one are not on the map.
        influence: 1 to 3; None for unknown, drawn as a ring.
    """

    id: int
    name: str
    role: str
    attitude: int
    influence: int | None

    def words(self) -> str:
        """Return all of it."""
        role = words.choice_name("role", self.role) if self.role else ""
        parts = [self.name, role, f"{say.signed(self.attitude)} {say.attitude(self.attitude)}"]
        if self.influence is not None:
            parts.append(say.influence(self.influence))
        return " ・ ".join(part for part in parts if part)


class ContactMap(QWidget):
    """The map; the rows beside it say the same in words.

    Signals:
        chosen(id): a contact was clicked.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spots: Sequence[Spot] = ()
        self._roles: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Show other contacts."""
        self._spots = sorted(spots, key=lambda spot: -(spot.influence or 0))
        known = {spot.role for spot in spots}
        self._roles = (*(role for role in _ROLES if role in known), *([""] if "" in known else []))
        self.setAccessibleName(_("Contacts by role and attitude"))
        self.setAccessibleDescription("\n".join(spot.words() for spot in self._spots))
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        theme = self._theme
        height = max(1, len(self._roles)) * theme.scaled(_LINE) + theme.px("line.small")
        return QSize(theme.scaled(_SIDE + 5 * 44), height)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _cell(self, role: str, attitude: int) -> QRectF:
        theme = self._theme
        left, line = theme.scaled(_SIDE), theme.scaled(_LINE)
        width = (self.width() - left - 2) / len(ATTITUDES)
        at = ATTITUDES.index(attitude)
        return QRectF(left + at * width, self._roles.index(role) * line, width, line)

    def _place(self, spot: Spot) -> QRectF:
        """Return where the disc of a contact lies: those of one cell side by side."""
        cell = self._cell(spot.role, spot.attitude)
        same = [one for one in self._spots if (one.role, one.attitude) == (spot.role, spot.attitude)]
        step = cell.width() / (len(same) + 1)
        size = self._theme.scaled(_SIZES.get(spot.influence or 0, _UNKNOWN_SIZE))
        middle = QPointF(cell.left() + step * (same.index(spot) + 1), cell.center().y())
        return QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)

    def _at(self, spot: QPointF) -> Spot | None:
        return next((one for one in self._spots if self._place(one).adjusted(-2, -2, 2, 2).contains(spot)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        if not self._roles:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        line = theme.scaled(_LINE)
        for at, role in enumerate(self._roles):
            painter.fillRect(QRect(0, (at + 1) * line - 1, self.width(), 1), theme.color("line.soft"))
            painter.setPen(theme.color("text.3"))
            text = words.choice_name("role", role) if role else _("No role")
            painter.drawText(QRect(0, at * line, theme.scaled(_SIDE), line), _LEFT, text)
        bottom = len(self._roles) * line
        for attitude in ATTITUDES:
            cell = self._cell(self._roles[0], attitude)
            below = QRectF(cell.left(), bottom, cell.width(), theme.px("line.small"))
            painter.setPen(theme.color("text.3"))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, say.signed(attitude))
            painter.fillRect(QRectF(round(cell.left()), 0, 1, bottom), theme.color("line.soft"))
        painter.drawText(
            QRect(0, bottom, theme.scaled(_SIDE), theme.px("line.small")),
            _LEFT,
            words.field_name(Kind.CONTACTS, "attitude"),
        )
        for spot in self._spots:
            place = self._place(spot)
            if spot.influence is None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("line.input"), 1, Qt.PenStyle.DashLine))
                painter.drawEllipse(place)
                painter.setPen(theme.color("text.2"))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, spot.name.strip()[:1])
            else:
                draw_avatar(painter, theme, place, spot.name)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        spot = self._at(event.position())
        if spot is not None:
            self.chosen.emit(spot.id)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says who it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if spot is None else spot.words(), self)
            return True
        return super().event(event)


if set(_ROLES) != set(CONTACT_ROLES):
    raise AssertionError("every role has its line on the map")
