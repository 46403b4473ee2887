"""One line of a bulk edit: which field, what to do with it, the value; and what is wrong with the value."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from csops_desktop.domain.bulk import Act, Edit, acts
from csops_desktop.domain.fields import FieldType
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.field_editors import FieldEditor
from csops_desktop.ui.features.customer.sources import Source
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import IconButton
from csops_desktop.ui.widgets.parts import label, set_look
from csops_desktop.ui.widgets.quiet import QuietCombo

_FIELD_WIDTH, _ACT_WIDTH, _VALUE_WIDTH = 190, 150, 300


def act_words(act: Act, kind: FieldType) -> str:
    """Return what is done with a field."""
    match act:
        case Act.ADD:
            return _("add") if kind is FieldType.TAGS else _("add a line")
        case Act.REMOVE:
            return _("take away")
        case Act.CLEAR:
            return pgettext("what to do with a field", "empty")
        case Act.SET:
            return _("replace by") if kind is FieldType.TAGS else pgettext("give a field a value", "set to")


class EditRow(QWidget):
    """A line of the dialog.

    Signals:
        changed: what is wanted changed.
        removed: the × was pressed.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, sources: Sequence[Source], knowledge: Knowledge, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._knowledge = knowledge
        self._editor: FieldEditor | None = None
        self.field = QuietCombo(self)
        self.field.setFixedWidth(theme.scaled(_FIELD_WIDTH))
        self.field.addItem(_("Choose a field"), None)
        for source in sources:
            self.field.addItem(source.heading(), source)
        self.field.setAccessibleName(_("Field"))
        self.act = QuietCombo(self)
        self.act.setFixedWidth(theme.scaled(_ACT_WIDTH))
        self.act.setAccessibleName(_("What to do"))
        self.remove = IconButton(theme, "x", parent=self)
        self.remove.describe(_("Take this line away"))
        self._fault = label("", "caption", tone="danger", wrap=True)
        self._fault.hide()
        self._value = QHBoxLayout()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.px("space.4"))
        layout.setVerticalSpacing(theme.px("space.1"))
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.field, 0, 0, top)
        layout.addWidget(self.act, 0, 1, top)
        layout.addLayout(self._value, 0, 2)
        layout.addWidget(self.remove, 0, 3, top)
        layout.addWidget(self._fault, 1, 2)
        layout.setColumnStretch(2, 1)
        layout.setColumnMinimumWidth(2, theme.scaled(_VALUE_WIDTH))
        self.field.currentIndexChanged.connect(self._on_field)
        self.act.currentIndexChanged.connect(self._on_act)
        self.remove.clicked.connect(self.removed)
        self._on_field()

    @property
    def editor(self) -> FieldEditor | None:
        """The editor of the value, None while no field is chosen."""
        return self._editor

    def choose(self, name: str) -> None:
        """Choose a field by its name."""
        for at in range(self.field.count()):
            source = self.field.itemData(at)
            if isinstance(source, Source) and source.name == name:
                self.field.setCurrentIndex(at)

    def edit(self) -> Edit | None:
        """Return the edit, None while something is missing or wrong; what is wrong is said below the value."""
        source, act = self._source(), self._act()
        self._say("")
        if source is None or act is None:
            return None
        if act is Act.CLEAR:
            return Edit(source.name, act)
        value = self._entered(source)
        return None if value is None or value == () else Edit(source.name, act, value)

    def is_wrong(self) -> bool:
        """Tell whether the value cannot be taken."""
        return bool(self._fault.text())

    def _entered(self, source: Source) -> Value:
        editor = self._editor
        if editor is None:
            return None
        if editor.listed:
            return editor.choice()
        if not editor.text().strip():
            return None
        try:
            return self._knowledge.parse(source.field, editor.text())
        except CsopsError as error:
            self._say(self._knowledge.editing().explain(error))
            return None

    def _say(self, sentence: str) -> None:
        if self._editor is not None:
            set_look(self._editor.box, "invalid", "true" if sentence else "false")
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    def _act(self) -> Act | None:
        key = self.act.currentData()  # comes back as the plain text that the key is
        return None if key is None else Act(key)

    def _source(self) -> Source | None:
        source = self.field.currentData()
        return source if isinstance(source, Source) else None

    @Slot()
    def _on_field(self) -> None:
        source = self._source()
        if self._editor is not None:
            self._value.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        self.act.blockSignals(True)
        self.act.clear()
        for act in acts(source.field) if source is not None else ():
            self.act.addItem(act_words(act, source.field.type if source else FieldType.TEXT), act)
        self.act.setVisible(source is not None)
        self.act.setEnabled(self.act.count() > 1)
        self.act.blockSignals(False)
        if source is not None:
            self._editor = self._made(source)
            self._value.addWidget(self._editor)
            self.setTabOrder(self.act, self._editor.box)
            self.setTabOrder(self._editor.box, self.remove)
        self._on_act()

    def _made(self, source: Source) -> FieldEditor:
        editor = FieldEditor(source.field, self)
        editor.set_choices(self._knowledge.choices(source.field))
        box: QObject = editor.box
        if isinstance(box, QComboBox):
            box.currentIndexChanged.connect(self.changed)
        elif isinstance(box, QLineEdit | QPlainTextEdit):
            box.textChanged.connect(self.changed)
        if isinstance(box, QLineEdit) and source.field.type is FieldType.TAGS:
            completer = QCompleter(list(self._knowledge.lookups.tags), box)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            box.setCompleter(completer)
            box.setPlaceholderText(_("Tags, separated by commas"))
        return editor

    @Slot()
    def _on_act(self) -> None:
        if self._editor is not None:
            self._editor.setVisible(self._act() is not Act.CLEAR)
        self.changed.emit()
