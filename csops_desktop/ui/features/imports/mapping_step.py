"""Third step: what each column means, with which rule; and the questions only the user can answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Field, FieldType, Kind
from csops_desktop.domain.imports import Mapping, Question, Rule, Table
from csops_desktop.domain.records import CustomField, Value
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.imports import mapping_rules as rules
from csops_desktop.ui.features.imports.session import ImportSession
from csops_desktop.ui.tables.columns import Cell, Column, Paint, Tone
from csops_desktop.ui.tables.editors import Editing
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.tables.view import IdTableView
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import errors as sentences
from csops_desktop.wording.fields import kind_name

_SAMPLES = 3
_TARGET = Field("target", FieldType.CHOICE, required=True)
_RULE = Field("rule", FieldType.CHOICE, required=True)
_NONE = "none"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file as the table shows it."""

    at: int
    heading: str
    samples: str
    target: str
    words: str
    rule: Rule
    state: str


class QuestionBox(QFrame):
    """One question about columns, with its answers in a list.

    Signals:
        answered(question, columns, answer).
    """

    answered = Signal(object, object, str)

    def __init__(self, theme: Theme, open_: rules.Open, headings: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        question, columns = open_
        self._open = open_
        self.setObjectName("banner")
        self.setProperty("look", "warning")
        text = label(sentences.question(question, tuple(headings[at] for at in columns)), wrap=True)
        self._answers = QComboBox(self)
        self._answers.setObjectName(f"answer_{question.value}")
        self._answers.addItem(_("Choose…"), "")
        for key, words in _answers(question):
            self._answers.addItem(words, key)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px("space.5"), theme.px("space.2"), theme.px("space.5"), theme.px("space.2"))
        row.addWidget(text, 1)
        row.addWidget(self._answers)
        self._answers.setVisible(self._answers.count() > 1)
        self._answers.activated.connect(self._on_answer)

    @Slot()
    def _on_answer(self) -> None:
        answer = str(self._answers.currentData())
        if answer:
            self.answered.emit(self._open[0], self._open[1], answer)


class MappingStep(QWidget):
    """The table of columns.

    Signals:
        mapping_changed(Mapping), kind_changed(Kind).
    """

    mapping_changed = Signal(object)
    kind_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session: ImportSession | None = None
        self._custom: tuple[CustomField, ...] = ()
        self._rows: list[FileColumn] = []
        self._boxes: list[QWidget] = []
        self._kind_label, self._rule_label = label("", "small", tone="3"), label("", "small", tone="3")
        self._kind = QComboBox()
        self._kind.setObjectName("mappingKind")
        self._rule = QComboBox()
        self._rule.setObjectName("mappingRule")
        self._note = label("", "small", tone="3")
        bar = QFrame(self)
        bar.setProperty("surface", "surface")
        bar.setProperty("edge", "bottom")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px("space.6"), theme.px("space.4"), theme.px("space.6"), theme.px("space.4"))
        row.setSpacing(theme.px("space.4"))
        for widget in (self._kind_label, self._kind, self._rule_label, self._rule):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._note)
        self._questions = QVBoxLayout()
        pad = theme.px("space.6")
        self._questions.setContentsMargins(pad, 0, pad, 0)
        self._questions.setSpacing(theme.px("space.3"))
        editing = Editing(_no_text, self._choices, sentences.sentence)
        self._model: IdTableModel[FileColumn] = IdTableModel(_columns(), self._load, _at, self)
        self.table = IdTableView(self._model, theme, editing, self)
        self.table.setObjectName("mappingTable")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.3"))
        layout.addWidget(bar)
        layout.addLayout(self._questions)
        layout.addWidget(self.table, 1)
        self._kind.activated.connect(self._on_kind)
        self._rule.activated.connect(self._on_rule)
        self._model.edit_requested.connect(self._on_edit)
        self.table.clicked.connect(self._on_clicked)
        self.table.opened.connect(self._on_opened)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._kind_label.setText(_("Import as"))
        self._rule_label.setText(_("When a value differs"))
        self._kind.clear()
        for kind in rules.kinds():
            self._kind.addItem(kind_name(kind), kind.value)
        self._rule.clear()
        for rule in Rule:
            self._rule.addItem(rules.rule_words(rule), rule.value)
        self._model.set_columns(_columns())
        self.table.show_columns(dict(self.table.widths()))
        self.refresh()

    def show_session(self, session: ImportSession, custom: tuple[CustomField, ...]) -> None:
        """Show the mapping of a file."""
        self._session, self._custom = session, custom
        self.refresh()

    def refresh(self) -> None:
        """Show the mapping again."""
        session = self._session
        if session is None or session.mapping is None or session.table is None:
            return
        mapping = session.mapping
        self._kind.setCurrentIndex(self._kind.findData(mapping.kind.value))
        self._rule.setCurrentIndex(self._rule.findData(mapping.rule.value))
        certain = session.guess.certain if session.guess else ()
        open_ = session.open_questions()
        asked = {at for _question, columns in open_ for at in columns}
        self._rows = [
            _row(session.table, mapping, at, self._custom, _state(mapping, at, certain, asked))
            for at in range(len(mapping.targets))
        ]
        self._model.put(self._rows)
        self.table.show_ids(tuple(range(len(self._rows))))
        used = sum(target is not None for target in mapping.targets)
        self._note.setText(_("{used} of {n} columns are imported").format(used=used, n=len(mapping.targets)))
        self._show_questions(open_, session.table)

    def rows(self) -> list[FileColumn]:
        """Return the columns of the file as shown."""
        return list(self._rows)

    def _show_questions(self, open_: Sequence[rules.Open], table: Table) -> None:
        for box in self._boxes:
            self._questions.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = []
        for each in open_:
            box = QuestionBox(self._theme, each, table.headings, self)
            box.answered.connect(self._on_answered)
            self._questions.addWidget(box)
            self._boxes.append(box)

    def _load(self, ids: tuple[int, ...], then: Callable[[Sequence[FileColumn]], None]) -> None:
        then([self._rows[at] for at in ids if at < len(self._rows)])

    def _choices(self, field: Field) -> Sequence[tuple[Value, str]]:
        session = self._session
        if session is None or session.mapping is None:
            return []
        if field is _RULE:
            return [(rule.value, rules.rule_words(rule)) for rule in Rule]
        found = rules.targets(session.mapping.kind, self._custom)
        return [(_NONE, rules.target_words(None)), *found]

    def _mapping(self) -> Mapping | None:
        return self._session.mapping if self._session is not None else None

    @Slot(object, str, object)
    def _on_edit(self, at: int, name: str, value: object) -> None:
        mapping = self._mapping()
        if mapping is None:
            return
        if name == "rule":
            self.mapping_changed.emit(rules.with_rule(mapping, at, Rule(str(value))))
        else:
            chosen = "" if value in {None, _NONE} else str(value)
            self.mapping_changed.emit(rules.with_target(mapping, at, rules.target_of(chosen)))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if self._model.columns[index.column()].edit is not None:
            self.table.edit(index)

    @Slot(object)
    def _on_opened(self, at: int) -> None:
        self.table.edit(self._model.index(at, 2))

    @Slot(object, object, str)
    def _on_answered(self, question: Question, columns: tuple[int, ...], answer: str) -> None:
        mapping = self._mapping()
        if mapping is None:
            return
        if question is Question.DATE_ORDER:
            self.mapping_changed.emit(rules.with_order(mapping, columns, answer))
        elif question is Question.END_DATE:
            self.mapping_changed.emit(replace(mapping, end_date=answer))

    @Slot()
    def _on_kind(self) -> None:
        self.kind_changed.emit(Kind(self._kind.currentData()))

    @Slot()
    def _on_rule(self) -> None:
        mapping = self._mapping()
        if mapping is not None:
            self.mapping_changed.emit(replace(mapping, rule=Rule(self._rule.currentData())))


def _answers(question: Question) -> list[tuple[str, str]]:
    if question is Question.DATE_ORDER:
        return [(order, rules.order_words(order)) for order in ("dmy", "mdy", "ymd")]
    if question is Question.END_DATE:
        return [("term", _("The end of the agreed term")), ("ended", _("The day the contract stopped"))]
    return []


def _state(mapping: Mapping, at: int, certain: tuple[bool, ...], asked: set[int]) -> str:
    if at in asked:
        return "asked"
    if mapping.targets[at] is None:
        return "out"
    return "certain" if at >= len(certain) or certain[at] else "guess"


def _row(table: Table, mapping: Mapping, at: int, custom: tuple[CustomField, ...], state: str) -> FileColumn:
    found = dict.fromkeys(" ".join(str(cell).split()) for cell in table.columns[at][:200] if cell != "")
    target = mapping.targets[at]
    heading = table.headings[at] or _("(column {n})").format(n=at + 1)
    samples = " ・ ".join(list(found)[:_SAMPLES])
    words = rules.target_words(target, custom, mapping.scale(at))
    return FileColumn(at, heading, samples, rules.key(target), words, rules.rule_of(mapping, at), state)


def _columns() -> list[Column]:
    return [
        Column("heading", lambda: _("Column in the file"), 200, _heading_cell, Paint.STRONG, sortable=False),
        Column("samples", lambda: _("Values in it"), 260, _samples_cell, sortable=False, stretch=True),
        Column("target", lambda: _("Goes to"), 240, _target_cell, Paint.PICK, _TARGET, _target_text, sortable=False),
        Column("rule", lambda: _("If it differs"), 150, _rule_cell, Paint.PICK, _RULE, _rule_text, sortable=False),
        Column("state", lambda: _("Guess"), 120, _state_cell, Paint.MARK, sortable=False),
    ]


def _heading_cell(row: FileColumn) -> Cell:
    return Cell(row.heading, hint=row.heading, tone=Tone.MUTED if row.state == "out" else Tone.NORMAL)


def _samples_cell(row: FileColumn) -> Cell:
    return Cell(row.samples, hint=row.samples, tone=Tone.MUTED)


def _target_cell(row: FileColumn) -> Cell:
    return Cell(row.words, hint=row.words, tone=Tone.MUTED if row.state == "out" else Tone.NORMAL)


def _target_text(row: FileColumn) -> str:
    return row.words


def _rule_cell(row: FileColumn) -> Cell:
    return Cell(rules.rule_words(row.rule), tone=Tone.MUTED) if row.target else Cell("")


def _rule_text(row: FileColumn) -> str:
    return rules.rule_words(row.rule)


def _state_cell(row: FileColumn) -> Cell:
    match row.state:
        case "asked":
            return Cell(_("Please decide"), icon="question", tone=Tone.LINK)
        case "guess":
            return Cell(_("Please check"), icon="warning", tone=Tone.WARN)
        case "certain":
            return Cell(_("Certain"), icon="check", tone=Tone.GOOD)
        case _:
            return Cell(_("Left out"), icon="minus", tone=Tone.MUTED)


def _no_text(_field: Field, text: str) -> Value:
    return text


def _at(row: FileColumn) -> int:
    return row.at
