"""Settings of this machine: language, colours, text size, how one works, pages to show."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from csops_desktop.foundation import i18n
from csops_desktop.foundation.i18n import _
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.pages import PAGES
from csops_desktop.ui.shown_pages import ShownPages
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.theme.theme import SCALES
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.forms import FormRow, Section

_MODES = ("solo", "team")
_THEMES = ("light", "dark", "system")
_LANGUAGES = ("ja", "en")


class LookSection(Section):
    """How the window looks and speaks."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self._bench = workbench
        theme, preferences = workbench.theme, workbench.preferences
        self.language = Segment(_LANGUAGES, self)
        self.language.set_texts(("日本語", "English"))
        self.colors = Segment(_THEMES, self)
        self.colors.choose(preferences.get(prefs.THEME))
        self.scale = Segment([str(scale) for scale in SCALES], self)
        self.scale.set_texts([f"{scale}%" for scale in SCALES])
        self.scale.choose(str(preferences.get(prefs.SCALE)))
        self._rows = [FormRow(theme, segment, beside=True) for segment in (self.language, self.colors, self.scale)]
        for row in self._rows:
            self.body.addWidget(row)
        self.language.chosen.connect(self._on_language)
        self.colors.chosen.connect(self._on_colors)
        self.scale.chosen.connect(self._on_scale)
        theme.changed.connect(self._follow)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(_("Look and language"), _("For this computer. Everything takes effect at once."))
        words = (_("Language"), _("Colours"), _("Text size"))
        for row, text in zip(self._rows, words, strict=True):
            row.set_words(text)
        self.colors.set_texts((_("Light"), _("Dark"), _("As the system")))
        self.language.choose(i18n.current())

    @Slot()
    def _follow(self) -> None:
        self.colors.choose(self._bench.theme.mode)
        self.scale.choose(str(self._bench.theme.scale))

    @Slot(str)
    def _on_language(self, key: str) -> None:
        self._bench.preferences.set(prefs.LANGUAGE, key)
        self._bench.language.use(key)

    @Slot(str)
    def _on_colors(self, key: str) -> None:
        self._bench.preferences.set(prefs.THEME, key)
        self._bench.theme.set_mode("light" if key == "light" else "dark" if key == "dark" else "system")

    @Slot(str)
    def _on_scale(self, key: str) -> None:
        self._bench.preferences.set(prefs.SCALE, int(key))
        self._bench.theme.set_scale(int(key))


class PagesSection(Section):
    """Alone or in a team, and which pages stand in the navigation."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self._bench = workbench
        preferences = workbench.preferences
        self.mode = Segment(_MODES, self)
        self.mode.choose(preferences.get(prefs.MODE) or _MODES[0])
        self._mode_row = FormRow(workbench.theme, self.mode, beside=True)
        self.body.addWidget(self._mode_row)
        boxes = QWidget(self)
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(workbench.theme.px("space.1"))
        self._shown = ShownPages(workbench, self)
        self._shown.changed.connect(self._show)
        self._shown.load()
        self._boxes: dict[str, QCheckBox] = {}
        for entry in PAGES:
            box = QCheckBox(boxes)
            box.setEnabled(entry.optional)
            box.setProperty("page", entry.id.value)
            box.clicked.connect(self._on_clicked)
            self._boxes[entry.id] = box
            column.addWidget(box)
        self._pages_row = FormRow(workbench.theme, boxes, beside=True)
        self.body.addWidget(self._pages_row)
        self.mode.chosen.connect(self._on_mode)
        self._show()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(_("Way of working"))
        self._mode_row.set_words(_("I work"), _("Owners stay out of the way while there is one member."))
        self.mode.set_texts((_("Alone"), _("In a team")))
        hint = _("A hidden page stays in the command palette. Working alone, some appear with their first data.")
        self._pages_row.set_words(_("Pages to show"), hint)
        for entry in PAGES:
            box = self._boxes[entry.id]
            box.setText(_(entry.title))
            box.setToolTip("" if entry.optional else _("This page is always shown"))

    @Slot(str)
    def _on_mode(self, key: str) -> None:
        self._bench.preferences.set(prefs.MODE, key)

    @Slot()
    def _show(self) -> None:
        for entry in PAGES:
            self._boxes[entry.id].setChecked(self._shown.is_shown(entry))

    @Slot(bool)
    def _on_clicked(self, on: bool) -> None:  # noqa: FBT001 (slot)
        self._shown.choose(PageId(self.sender().property("page")), shown=on)
