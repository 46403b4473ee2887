"""Settings that belong to the store: who I am, fiscal year, currency."""

from dataclasses import dataclass

from csops_desktop.domain.changes import Area, Outcome, Scalar
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.store import settings
from csops_desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class SettingsService:
    """The use cases around the store's settings; changing one is no undo step."""

    database: Database

    def get(self, setting: StoreSetting) -> Scalar:
        """Return a setting, or its default."""
        with self.database.reading() as connection:
            found = settings.get(connection, setting.value.name)
        return setting.value.default if found is None else found

    def set(self, setting: StoreSetting, value: Scalar) -> Outcome[None]:
        """Change a setting."""
        with self.database.aside() as connection:
            settings.put(connection, setting.value.name, value)
        return Outcome(None, Area.SETTINGS)
