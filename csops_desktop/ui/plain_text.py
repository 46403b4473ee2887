"""Customer text is data: labels, message boxes and tool tips never take it for markup.

Qt guesses whether a text is rich; a customer called ``<img src=…>`` would then be drawn as a picture.
"""

import html

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QToolTip, QWidget

_HTML_PROPERTY = "markup"
_TOOLTIP_WIDTH_CHARACTERS = 60


class PlainTextFilter(QObject):
    """An event filter for the whole application."""

    def install(self) -> None:
        """Begin, and catch up with the widgets that are there already."""
        for widget in QApplication.allWidgets():
            _make_plain(widget)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter."""
        kind = event.type()
        if kind == QEvent.Type.Polish:
            _make_plain(watched)
        elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and isinstance(watched, QWidget):
            text = _tool_tip(watched, event)
            if text:
                QToolTip.showText(event.globalPos(), _as_is(text), watched)
                return True
        return False


def _make_plain(widget: QObject) -> None:
    if isinstance(widget, QLabel | QMessageBox) and widget.property(_HTML_PROPERTY) is None:
        widget.setTextFormat(Qt.TextFormat.PlainText)


def _tool_tip(widget: QWidget, event: QHelpEvent) -> str:
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView) and view.viewport() is widget:
        index = view.indexAt(event.pos())
        return str(index.data(Qt.ItemDataRole.ToolTipRole) or "") if index.isValid() else ""
    return widget.toolTip()


def _as_is(text: str) -> str:
    """Return markup that shows exactly the text, so that Qt has nothing to guess; long ones may wrap."""
    escaped = html.escape(text).replace("\n", "<br>")
    style = "" if len(text) > _TOOLTIP_WIDTH_CHARACTERS else " style='white-space:pre'"
    return f"<span{style}>{escaped}</span>"
