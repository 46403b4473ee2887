"""Switches the language of the running window: our own sentences and those of Qt's dialogs.

Widgets hear of it as ``QEvent.LanguageChange`` in ``changeEvent``; ``Page`` turns that into ``retranslate``.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from csops_desktop.foundation import i18n


class LanguageSwitch(QObject):
    """Holds the language of the window."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._qt: QTranslator | None = None

    def use(self, language: str) -> None:
        """Switch to ``ja`` or ``en``; empty means the language of the system."""
        chosen: i18n.Language = "ja" if language == "ja" else "en"
        if not language:
            chosen = i18n.system_language()
        i18n.use(chosen)
        QLocale.setDefault(QLocale(chosen))
        self._translate_qt(chosen)
        for window in QApplication.topLevelWidgets():
            QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        self.changed.emit()

    def _translate_qt(self, language: i18n.Language) -> None:
        if self._qt is not None:
            QCoreApplication.removeTranslator(self._qt)
            self._qt.deleteLater()
            self._qt = None
        if language == "en":
            return
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(translator)
            self._qt = translator
