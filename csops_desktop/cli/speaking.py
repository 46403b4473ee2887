"""The help in the language of the user: the texts of the commands stand in English where they are declared."""

from collections.abc import Iterator
from typing import Any

from typer import rich_utils
from typer.core import TyperGroup

from csops_desktop.cli import early
from csops_desktop.cli.session import Exit, fail
from csops_desktop.domain.fields import IMPORTABLE
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.i18n import N_, _
from csops_desktop.wording import errors

_TITLES = {
    "OPTIONS_PANEL_TITLE": N_("Options"),
    "ARGUMENTS_PANEL_TITLE": N_("Arguments"),
    "COMMANDS_PANEL_TITLE": N_("Commands"),
    "ERRORS_PANEL_TITLE": N_("Wrong use"),
    "REQUIRED_LONG_STRING": N_("[required]"),
    "DEFAULT_STRING": N_("[default: {}]"),
}
_HELP = N_("Show this and end.")


class SpeakingGroup(TyperGroup):
    """All commands; before any of them is looked at, their help is put into the language of the user."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Override Command.parse_args."""
        early.choose_language(args)
        for name, text in _TITLES.items():
            setattr(rich_utils, name, _(text))
        for command in _every(self):
            _speak(command, ctx)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Override Command.invoke: Ctrl+C is one line here too."""
        early.ready()
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            fail(errors.sentence(CancelledError()), Exit.STOPPED)


def _every(group: Any) -> Iterator[Any]:
    """Yield a group, its commands, and theirs."""
    yield group
    for command in group.commands.values():
        yield from _every(command) if hasattr(command, "commands") else (command,)


def _speak(command: Any, ctx: Any) -> None:
    command.help = _words(command.help)
    for option in (*command.params, command.get_help_option(ctx)):
        if option is not None and getattr(option, "help", None):
            option.help = _(_HELP) if option.name == "help" else _words(option.help)


def _words(text: str | None) -> str | None:
    if not text:
        return text
    return _(text).replace("{kinds}", ", ".join(kind.value for kind in IMPORTABLE))
