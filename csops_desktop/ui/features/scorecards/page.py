"""The page of one scorecard: its parts at the left, what is chosen in the middle, what it would do at the right."""

from contextlib import suppress

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.shown import Version
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.scorecards.commands import EditorCommands
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.files import export_card
from csops_desktop.ui.features.scorecards.left import LeftSide
from csops_desktop.ui.features.scorecards.middle import WHOLE, Middle
from csops_desktop.ui.features.scorecards.notice import VersionNotice
from csops_desktop.ui.features.scorecards.outline import Part
from csops_desktop.ui.features.scorecards.publish_dialog import PublishDialog, VersionsDialog
from csops_desktop.ui.features.scorecards.right import RightSide
from csops_desktop.ui.features.scorecards.source_part import Names
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.widgets.page import Page
from csops_desktop.wording import scorecard_parts as words

_SIDES = (290, 400)  # px at 100 %


class ScorecardPage(Page):
    """Edits the draft of a scorecard; everything is kept as one goes."""

    watches = Area.ALL & ~Area.SETTINGS

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        theme = workbench.theme
        self.card_id = 0
        self.versions: tuple[Version, ...] = ()
        self.draft = Draft(self)
        self._written: Definition | None = None
        self.left = LeftSide(theme, self.draft, self)
        self.right = RightSide(workbench, self.draft, self)
        self.middle = Middle(workbench, self.draft, self.right.keys, self.left.drop, self)
        self.notice = VersionNotice(theme, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        for side in (self.left, self.middle, self.right):
            self.splitter.addWidget(side)
        for at, stretch in enumerate((0, 1, 0)):
            self.splitter.setStretchFactor(at, stretch)
        self.splitter.setSizes([theme.scaled(_SIDES[0]), 1000, theme.scaled(_SIDES[1])])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(self.splitter, 1)
        self.buttons = EditorCommands(theme, self.draft, self)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.left.chosen.connect(self._on_part)
        self.left.entered.connect(self.middle.take_focus)
        self.right.customer_wanted.connect(self._on_customer)
        self.draft.changed.connect(self._on_draft)
        self.draft.keep.connect(self._on_keep)
        self.buttons.export.connect(self.export)
        self.buttons.versions.connect(self.show_versions)
        self.buttons.discard.connect(self.discard)
        self.buttons.publish.connect(self.publish)
        self.notice.begun.connect(self._on_begin_shown)
        self.notice.left.connect(self.reload)

    def title(self) -> str:
        """Override Page.title."""
        return pgettext("page", "Scorecard")

    def context(self) -> str:
        """Override Page.context."""
        name = self.draft.definition.name
        current = self.current()
        parts = [name, words.number(current.number) if current is not None else _("not published yet")]
        if current is not None and self.draft.is_changed() and not self.draft.read_only:
            parts.append(words.number(None))
        return _(", ").join(part for part in parts if part) if self.card_id else ""

    def status(self) -> str:
        """Override Page.status."""
        return _("Every change is kept. What counts changes only when it is published.") if self.card_id else ""

    def commands(self) -> list[QWidget]:
        """Override Page.commands."""
        return self.buttons.buttons()

    def is_wide(self) -> bool:
        """Override Page.is_wide."""
        return True

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.left.outline.setFocus()

    def open(self, argument: object) -> None:
        """Override Page.open: the id of a scorecard; nothing shows the one that was there, or the list of all."""
        if isinstance(argument, int):
            self.draft.flush()
            self.card_id = argument
            self.middle.part = None
            self.reload()
        elif not self.card_id:
            QTimer.singleShot(0, self, self._leave)  # not while the window is still on its way here

    def may_leave(self) -> bool:
        """Override Page.may_leave: what was typed a moment ago is kept first, here, as the program may be ending."""
        self.draft.flush()
        if self._written != self.draft.definition and self.card_id and not self.draft.read_only:
            with suppress(CsopsError):
                self._write(self.card_id, self.draft.definition)
        return True

    def undo(self) -> bool:
        """Override Page.undo: a step back in the draft; here it never takes back anything else."""
        return self.draft.undo() or bool(self.card_id)

    def redo(self) -> bool:
        """Override Page.redo."""
        return self.draft.redo() or bool(self.card_id)

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.buttons.retranslate()
        self.notice.retranslate()
        self.left.retranslate()
        self.right.retranslate()
        self._show_commands()
        if self.middle.part is not None:
            self.middle.open_part(self.middle.part, anew=True)

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh: customers or scorecards are others."""
        self.right.what_if.forget()
        if areas & Area.HEALTH and self.card_id and not self.draft.read_only:
            self._load_versions()
        self.right.ask()

    def current(self) -> "Version | None":
        """Return the version that counts."""
        return next((version for version in self.versions if version.number is not None), None)

    @Slot()
    def reload(self) -> None:
        """Show the draft, or what is published where there is none."""
        services, card_id = self.workbench.services, self.card_id
        self.draft.flush()

        def work() -> tuple[Names, tuple[Version, ...]]:
            metrics = tuple(name for _id, name in services.records.names(Kind.METRICS))
            products = tuple(name for _id, name in services.records.names(Kind.PRODUCTS))
            return Names(metrics, products), services.scorecards.versions(card_id)

        self.workbench.tasks.query(work, self._show, key="scorecard", owner=self)

    def show_version(self, version_id: int) -> None:
        """Show a published version, which cannot be changed."""
        version = next((each for each in self.versions if each.id == version_id), None)
        if version is None or version.number is None:
            self.reload()
            return
        self.notice.show_version(version)
        self._load(version.definition, read_only=True)

    def begin_from(self, version_id: int) -> None:
        """Make what a version says the draft; it is a step that can be taken back."""
        version = next((each for each in self.versions if each.id == version_id), None)
        if version is None:
            return
        definition = version.definition
        if self.draft.read_only:
            draft = next((each for each in self.versions if each.number is None), self.current())
            self._load((draft or version).definition)
        self.draft.change(definition)

    def _show(self, found: "tuple[Names, tuple[Version, ...]]") -> None:
        self.middle.names, self.versions = found
        if not self.versions:
            self._leave()
            return
        self.right.begin(self.card_id)
        self._load(self.versions[0].definition)

    def _load(self, definition: Definition, *, read_only: bool = False) -> None:
        current = self.current()
        self.notice.setVisible(read_only)
        self._written = definition
        self.draft.load(definition, current.definition if current is not None else None, read_only=read_only)
        self.middle.open_part(self.left.outline.part() or WHOLE, anew=True)

    @Slot()
    def _leave(self) -> None:
        """Go to the list: the scorecard is gone."""
        self.card_id = 0
        if self.isVisible():
            self.workbench.navigator.go(PageId.SETTINGS, "scorecards")

    def _load_versions(self) -> None:
        services, card_id = self.workbench.services, self.card_id
        self.workbench.tasks.query(
            lambda: services.scorecards.versions(card_id), self._take_versions, key="scorecard versions", owner=self
        )

    def _take_versions(self, versions: "tuple[Version, ...]") -> None:
        self.versions = versions
        if not versions:
            self._leave()
            return
        current = self.current()
        self.draft.published = current.definition if current is not None else None
        self._on_draft()

    @Slot()
    def _on_draft(self) -> None:
        self.left.show_draft()
        self.middle.show_draft()
        self._show_commands()
        self.right.ask()

    def _show_commands(self) -> None:
        self.buttons.show_state(self._next_number(), opened=bool(self.card_id))
        self.described.emit()

    def _next_number(self) -> int:
        current = self.current()
        return (current.number or 0) + 1 if current is not None else 1

    @Slot(object)
    def _on_part(self, part: Part) -> None:
        if self.card_id:
            self.middle.open_part(part)

    @Slot(object)
    def _on_keep(self, definition: Definition) -> None:
        """Write the draft in the background."""
        card_id = self.card_id
        self.workbench.tasks.query(
            lambda: self._write(card_id, definition), lambda _outcome: self._on_written(definition), owner=self
        )

    def _write(self, card_id: int, definition: Definition) -> None:
        self.workbench.services.scorecards.save_draft(card_id, definition)

    def _on_written(self, definition: Definition) -> None:
        self._written = definition

    @Slot()
    def export(self) -> None:
        """Write the scorecard to a file."""
        export_card(self.workbench, self.draft.definition)

    @Slot()
    def show_versions(self) -> None:
        """Show the list of the versions."""
        self.draft.flush()
        dialog = VersionsDialog(self.workbench, self.draft.definition.name, self.versions, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.shown.connect(self.show_version)
        dialog.begun.connect(self.begin_from)
        dialog.open()

    @Slot()
    def discard(self) -> None:
        """Go back to what is published; a step that can be taken back."""
        current = self.current()
        if current is not None:
            self.draft.change(current.definition)

    @Slot()
    def publish(self) -> None:
        """Ask for a note and publish."""
        if not self.buttons.can_publish():
            return
        self.draft.flush()
        scorecards, card_id = self.workbench.services.scorecards, self.card_id
        draft, number, forecast = self.draft, self._next_number(), self.right.forecast()
        dialog = PublishDialog(self.workbench, number, draft.published, draft.definition, forecast, self)
        dialog.carry_out(
            self.workbench.tasks, lambda note: scorecards.publish(card_id, str(note)), lambda _number: self.reload()
        )

    @Slot()
    def _on_begin_shown(self) -> None:
        published = [version for version in self.versions if version.number is not None]
        shown = next((version for version in published if version.definition == self.draft.definition), None)
        if shown is not None:
            self.begin_from(shown.id)

    @Slot(int)
    def _on_customer(self, customer_id: int) -> None:
        self.workbench.navigator.go(PageId.CUSTOMERS, customer_id)
