"""Second step: how the file is read, with a preview in which titles and totals stand greyed."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QHeaderView, QSpinBox, QTableView, QVBoxLayout, QWidget

from csops_desktop.domain.imports import Question, ReadOptions, Table
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label, set_look

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SHOWN = 60
_WIDEST = 260
ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp", "iso2022_jp", "cp1252", "latin-1")
_DELIMITERS = (",", "\t", ";", "|")
_MOST_ROWS = 1000


class RawModel(QAbstractTableModel):
    """The first rows of a file as they stand: titles, heading, data, and the totals at the end."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[tuple[int, tuple[str, ...], str]] = []
        self._width = 0

    def show_table(self, table: Table | None) -> None:
        """Show a table."""
        self.beginResetModel()
        self._rows = [] if table is None else _rows(table)
        self._width = max((len(cells) for _n, cells, _role in self._rows), default=0)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.columnCount."""
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        _number, cells, kind = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cells[index.column()] if index.column() < len(cells) else ""
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color({"aside": "text.disabled", "head": "text"}.get(kind, "text.2"))
        if role == Qt.ItemDataRole.BackgroundRole and kind != "data":
            return self._theme.color("bg.header")
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font("small", bold=kind == "head")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 (Qt)
        """Override QAbstractItemModel.headerData: rows carry the number they have in the file."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            number = self._rows[section][0] if section < len(self._rows) else 0
            return str(number) if number else "…"
        return str(section + 1)


class ReadingStep(QWidget):
    """Lets the user change how a file is read.

    Signals:
        options_changed(ReadOptions): read the file again, so.
    """

    options_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._options = ReadOptions()
        self._table: Table | None = None
        self._boxes: dict[str, tuple[Any, QWidget]] = {}
        self._sheet, self._encoding, self._delimiter = QComboBox(), QComboBox(), QComboBox()
        self._sheet.setObjectName("sheet")
        self._encoding.setObjectName("encoding")
        self._delimiter.setObjectName("delimiter")
        self._header = QSpinBox()
        self._header.setObjectName("headerRow")
        self._header.setRange(0, _MOST_ROWS)
        self._note = label("", "small", tone="warning", wrap=True)
        self._note.hide()
        bar = QFrame(self)
        bar.setProperty("surface", "surface")
        bar.setProperty("edge", "bottom")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px("space.6"), theme.px("space.4"), theme.px("space.6"), theme.px("space.4"))
        row.setSpacing(theme.px("space.4"))
        self._labels = [label("", "small", tone="3") for _box in range(4)]
        for text, box in zip(self._labels, (self._sheet, self._encoding, self._delimiter, self._header), strict=True):
            box.setProperty("compact", "true")
            row.addWidget(text)
            row.addWidget(box)
            row.addSpacing(theme.px("space.4"))
        row.addStretch(1)
        self._model = RawModel(theme, self)
        self._view = QTableView(self)
        self._view.setObjectName("rawPreview")
        self._view.setModel(self._model)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self._view.setWordWrap(False)
        self._view.verticalHeader().setDefaultSectionSize(theme.px("row.compact"))
        self._view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._view.horizontalHeader().hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._note)
        layout.addWidget(self._view, 1)
        self._note.setContentsMargins(
            theme.px("space.6"), theme.px("space.4"), theme.px("space.6"), theme.px("space.4")
        )
        self._sheet.activated.connect(self._on_sheet)
        self._encoding.activated.connect(self._on_encoding)
        self._delimiter.activated.connect(self._on_delimiter)
        self._header.editingFinished.connect(self._on_header)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        words = (_("Sheet"), _("Encoding"), _("Delimiter"), _("Heading row (0: none)"))
        for text, said in zip(self._labels, words, strict=True):
            text.setText(said)
        self._fill()

    def show_table(self, table: Table, options: ReadOptions) -> None:
        """Show how a file was read."""
        self._table, self._options = table, options
        self._note.hide()
        for box in (self._sheet, self._encoding, self._delimiter, self._header):
            set_look(box, "invalid", "false")
        self._fill()
        self._model.show_table(table)
        self._fit_columns()
        if not table.certain:
            self._say(_("Please look: the heading row or the encoding was a guess."))

    def show_question(self, question: Question, choices: tuple[str, ...], sentence: str, options: ReadOptions) -> None:
        """Ask for what only the user can decide."""
        self._table, self._options = None, options
        self._model.show_table(None)
        self._fill()
        box = {Question.SHEET: self._sheet, Question.ENCODING: self._encoding}.get(question)
        if box is not None:
            box.clear()
            box.addItem(_("Choose…"), None)
            for choice in choices or ENCODINGS:
                box.addItem(choice, choice)
            box.setVisible(True)
            set_look(box, "invalid", "true")
        self._say(sentence)

    def note(self) -> str:
        """Return what the user is asked to look at."""
        return self._note.text() if not self._note.isHidden() else ""

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.show()

    def _fill(self) -> None:
        table = self._table
        sheets = table.sheets if table else ()
        self._sheet.clear()
        for sheet in sheets:
            self._sheet.addItem(
                _("{sheet} (hidden)").format(sheet=sheet.name) if sheet.hidden else sheet.name, sheet.name
            )
        if table is not None and table.sheet is not None:
            self._sheet.setCurrentIndex(self._sheet.findData(table.sheet))
        text = table is None or table.encoding is not None
        self._encoding.clear()
        known = [table.encoding] if table is not None and table.encoding not in (None, *ENCODINGS) else []
        for name in (*known, *ENCODINGS):
            self._encoding.addItem(str(name), name)
        if table is not None:
            self._encoding.setCurrentIndex(self._encoding.findData(table.encoding))
        self._delimiter.clear()
        names = {",": _("Comma"), "\t": _("Tab"), ";": _("Semicolon"), "|": _("Bar")}
        for mark in _DELIMITERS:
            self._delimiter.addItem(names[mark], mark)
        if table is not None:
            self._delimiter.setCurrentIndex(self._delimiter.findData(table.delimiter))
            self._header.setValue(table.header_row)
        shown = (bool(sheets), text, text, True)
        for box, words, on in zip(
            (self._sheet, self._encoding, self._delimiter, self._header), self._labels, shown, strict=True
        ):
            box.setVisible(on)
            words.setVisible(on)

    def _fit_columns(self) -> None:
        self._view.resizeColumnsToContents()
        widest = self._theme.scaled(_WIDEST)
        for column in range(self._model.columnCount()):
            if self._view.columnWidth(column) > widest:
                self._view.setColumnWidth(column, widest)

    def _tell(self, options: ReadOptions) -> None:
        if options != self._options:
            self._options = options
            self.options_changed.emit(options)

    @Slot()
    def _on_sheet(self) -> None:
        if self._sheet.currentData() is not None:
            self._tell(replace(self._options, sheet=self._sheet.currentData(), header_row=None))

    @Slot()
    def _on_encoding(self) -> None:
        if self._encoding.currentData() is not None:
            self._tell(replace(self._options, encoding=self._encoding.currentData()))

    @Slot()
    def _on_delimiter(self) -> None:
        self._tell(replace(self._options, delimiter=self._delimiter.currentData()))

    @Slot()
    def _on_header(self) -> None:
        if self._table is not None and self._header.value() != self._table.header_row:
            self._tell(replace(self._options, header_row=self._header.value()))


def _rows(table: Table) -> list[tuple[int, tuple[str, ...], str]]:
    rows = [(number, cells, "aside") for number, cells in table.above]
    if table.header_row or any(table.headings):
        rows.append((table.header_row, table.headings, "head"))
    count = len(table.rows)
    first = range(min(count, _SHOWN))
    rows += [(table.rows[at], tuple(_text(column[at]) for column in table.columns), "data") for at in first]
    if count > _SHOWN:
        rows.append((0, (), "aside"))
    rows += [(number, cells, "aside") for number, cells in table.below]
    return rows


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
