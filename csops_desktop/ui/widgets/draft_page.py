"""A page that edits one draft beside its published versions; everything is kept as one goes."""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.draft_commands import DraftCommands
from csops_desktop.ui.widgets.drafting import EditedDraft, T
from csops_desktop.ui.widgets.page import Page
from csops_desktop.ui.widgets.version_notice import VersionNotice
from csops_desktop.ui.widgets.versions_dialog import PublishedVersion, VersionsDialog
from csops_desktop.wording import versions as words

T_co = TypeVar("T_co", covariant=True)
_SIDES = (290, 400)  # px at 100 %


class VersionOf(PublishedVersion, Protocol[T_co]):
    """A version with what it says."""

    @property
    def definition(self) -> T_co:
        """What it says."""


class DraftPage(Page, Generic[T]):
    """Edits the draft of one thing, named by its id; a subclass makes three parts and hands them to ``lay_out``.

    Attributes:
        thing_id: what is edited; 0 for nothing.
        home: where the list of all is.
    """

    home = Place(PageId.SETTINGS)

    def __init__(self, workbench: Workbench, draft: EditedDraft[T], parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.thing_id = 0
        self.versions: Sequence[VersionOf[T]] = ()
        self._edited = draft
        self._written: T | None = None
        draft.setParent(self)
        self.notice = VersionNotice(workbench.theme, self)
        self.buttons: DraftCommands[T] = DraftCommands(workbench.theme, draft, self)

    def lay_out(self, *sides: QWidget) -> None:
        """Put the three parts beside each other and connect what is shared."""
        theme = self.workbench.theme
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        for at, side in enumerate(sides):
            self.splitter.addWidget(side)
            self.splitter.setStretchFactor(at, int(at == 1))
        self.splitter.setSizes([theme.scaled(_SIDES[0]), 1000, theme.scaled(_SIDES[1])])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(self.splitter, 1)
        self._edited.changed.connect(self._on_draft)
        self._edited.keep.connect(self._on_keep)
        self.buttons.export.connect(self.export)
        self.buttons.versions.connect(self.show_versions)
        self.buttons.discard.connect(self.discard)
        self.buttons.publish.connect(self.publish)
        self.notice.begun.connect(self._on_begin_shown)
        self.notice.left.connect(self.reload)

    @abstractmethod
    def name(self) -> str:
        """Return the name of what is edited."""

    @abstractmethod
    def read(self, thing_id: int) -> tuple[object, Sequence[VersionOf[T]]]:
        """Return what the parts must know beside the versions, and the versions; in the background."""

    @abstractmethod
    def take(self, found: object) -> None:
        """Take what ``read`` found for the parts."""

    @abstractmethod
    def write(self, thing_id: int, definition: T) -> None:
        """Keep a draft; in the background, or at the end of the program here."""

    @abstractmethod
    def show_loaded(self) -> None:
        """Show another definition in the parts."""

    @abstractmethod
    def show_draft(self) -> None:
        """Show the changed draft in the parts."""

    @Slot()
    @abstractmethod
    def export(self) -> None:
        """Write it to a file."""

    @Slot()
    @abstractmethod
    def publish(self) -> None:
        """Ask for a note and publish."""

    def context(self) -> str:
        """Override Page.context."""
        current = self.current()
        parts = [self.name(), words.number(current.number) if current is not None else _("not published yet")]
        if current is not None and self._edited.is_changed() and not self._edited.read_only:
            parts.append(words.number(None))
        return _(", ").join(part for part in parts if part) if self.thing_id else ""

    def status(self) -> str:
        """Override Page.status."""
        return _("Every change is kept. What counts changes only when it is published.") if self.thing_id else ""

    def commands(self) -> list[QWidget]:
        """Override Page.commands."""
        return self.buttons.buttons()

    def is_wide(self) -> bool:
        """Override Page.is_wide."""
        return True

    def open(self, argument: object) -> None:
        """Override Page.open: an id; nothing shows the one that was there, or the list of all."""
        if isinstance(argument, int):
            self._edited.flush()
            self.thing_id = argument
            self.reload()
        elif not self.thing_id:
            QTimer.singleShot(0, self, self._leave)  # not while the window is still on its way here

    def may_leave(self) -> bool:
        """Override Page.may_leave: what was typed a moment ago is kept first, here, as the program may be ending."""
        self._edited.flush()
        if self._written != self._edited.definition and self.thing_id and not self._edited.read_only:
            with suppress(CsopsError):
                self.write(self.thing_id, self._edited.definition)
        return True

    def undo(self) -> bool:
        """Override Page.undo: a step back in the draft; here it never takes back anything else."""
        return self._edited.undo() or bool(self.thing_id)

    def redo(self) -> bool:
        """Override Page.redo."""
        return self._edited.redo() or bool(self.thing_id)

    def current(self) -> VersionOf[T] | None:
        """Return the version that counts."""
        return next((version for version in self.versions if version.number is not None), None)

    def next_number(self) -> int:
        """Return the number that the draft would get."""
        current = self.current()
        return (current.number or 0) + 1 if current is not None else 1

    @Slot()
    def reload(self) -> None:
        """Show the draft, or what is published where there is none."""
        thing_id = self.thing_id
        self._edited.flush()
        self.workbench.tasks.query(lambda: self.read(thing_id), self._show, key="draft", owner=self)

    def load_versions(self) -> None:
        """Look which versions there are, and leave the draft as it is."""
        thing_id = self.thing_id
        self.workbench.tasks.query(
            lambda: self.read(thing_id)[1], self._take_versions, key="draft versions", owner=self
        )

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
        if self._edited.read_only:
            draft = next((each for each in self.versions if each.number is None), self.current())
            self._load((draft or version).definition)
        self._edited.change(definition)

    @Slot()
    def show_versions(self) -> None:
        """Show the list of the versions."""
        self._edited.flush()
        dialog = VersionsDialog(self.workbench, self.name(), self.versions, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.shown.connect(self.show_version)
        dialog.begun.connect(self.begin_from)
        dialog.open()

    @Slot()
    def discard(self) -> None:
        """Go back to what is published; a step that can be taken back."""
        current = self.current()
        if current is not None:
            self._edited.change(current.definition)

    def show_commands(self) -> None:
        """Show which buttons make sense now."""
        self.buttons.show_state(self.next_number(), opened=bool(self.thing_id))
        self.described.emit()

    def _show(self, found: "tuple[object, Sequence[VersionOf[T]]]") -> None:
        known, self.versions = found
        self.take(known)
        if not self.versions:
            self._leave()
            return
        self._load(self.versions[0].definition)

    def _load(self, definition: T, *, read_only: bool = False) -> None:
        current = self.current()
        self.notice.setVisible(read_only)
        self._written = definition
        self._edited.load(definition, current.definition if current is not None else None, read_only=read_only)
        self.show_loaded()

    @Slot()
    def _leave(self) -> None:
        """Go to the list: what was edited is gone."""
        self.thing_id = 0
        if self.isVisible():
            self.workbench.navigator.go(self.home.page, self.home.argument)

    def _take_versions(self, versions: "Sequence[VersionOf[T]]") -> None:
        self.versions = versions
        if not versions:
            self._leave()
            return
        current = self.current()
        self._edited.published = current.definition if current is not None else None
        self._on_draft()

    @Slot()
    def _on_draft(self) -> None:
        self.show_draft()
        self.show_commands()

    @Slot(object)
    def _on_keep(self, definition: T) -> None:
        """Write the draft in the background."""
        thing_id = self.thing_id
        self.workbench.tasks.query(
            lambda: self.write(thing_id, definition), lambda _nothing: self._on_written(definition), owner=self
        )

    def _on_written(self, definition: T) -> None:
        self._written = definition

    @Slot()
    def _on_begin_shown(self) -> None:
        published = [version for version in self.versions if version.number is not None]
        shown = next((version for version in published if version.definition == self._edited.definition), None)
        if shown is not None:
            self.begin_from(shown.id)
