"""What a user can do with touch models: set them and the rules that suggest them, confirm or keep, see the minutes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence, SetKind
from csops_desktop.domain.fields import COMPLEXITIES, TOUCHES, Kind
from csops_desktop.domain.maturity import LEVELS, NOT_YET
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.domain.touch import (
    MOST_DAYS,
    MOST_MINUTES,
    Capacity,
    Served,
    Stay,
    Suggestion,
    TouchModel,
    TouchRule,
    suggestions,
)
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services.backups import BackupService
from csops_desktop.store import settings, touch
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_AREAS = Area.MATURITY | Area.CUSTOMERS


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the rules suggest for the book.

    Attributes:
        rules: in their order.
        served: so many customers have a running contract.
        differing: those whose touch model is another one, who pays most first; also where somebody kept it.
    """

    rules: tuple[TouchRule, ...]
    currency: str
    served: int
    differing: tuple[Suggestion, ...]

    @property
    def waiting(self) -> tuple[Suggestion, ...]:
        """Those that nobody has decided on."""
        return tuple(each for each in self.differing if each.kept is None)


@dataclass(frozen=True, slots=True)
class TouchService:
    """The use cases around touch models."""

    database: Database
    backups: BackupService

    def models(self) -> tuple[TouchModel, ...]:
        """Return the touch models, the closest first."""
        with self.database.reading() as connection:
            return touch.models(connection)

    def set_model(self, model: TouchModel) -> Outcome[None]:
        """Set cadence and minutes of a touch model; customers with a cadence of their own keep it.

        Raises:
            InvalidValueError: a number out of bounds.
        """
        for name, value, low, high in (
            ("cadence_days", model.cadence_days, 1, MOST_DAYS),
            ("minutes", model.minutes, 0, MOST_MINUTES),
        ):
            if not low <= value <= high:
                raise InvalidValueError(name, str(value), Reason.TOO_LOW if value < low else Reason.TOO_HIGH)
        sentence = Sentence("touch_model", {"touch": model.touch, "days": model.cadence_days, "minutes": model.minutes})
        with self.database.operation(sentence) as operation:
            touch.put(operation.connection, model)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, _AREAS, sentence, operation.set_id)

    def rules(self) -> tuple[TouchRule, ...]:
        """Return the rules that suggest a touch model, in their order: the first that holds is the one."""
        with self.database.reading() as connection:
            return touch.rules(connection)

    def set_rules(self, wanted: Sequence[TouchRule]) -> Outcome[None]:
        """Let these rules stand, in this order; a rule whose id is 0 is new.

        Raises:
            InvalidValueError: a rule that can never hold, or names what there is not.
        """
        for rule in wanted:
            _check(rule)
        with self.database.operation(Sentence("touch_rules")) as operation:
            before = touch.rules(operation.connection)
            touch.put_rules(operation.connection, wanted)
            after = touch.rules(operation.connection)
            operation.sentence = _said(before, after, _currency(operation.connection))
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, Area.MATURITY, operation.sentence, operation.set_id)

    def served(self) -> list[Served]:
        """Return the customers with a running contract, as the rules look at them."""
        self.database.turn_day()
        return self.database.quietly(touch.served)

    def suggested(self, rules: Sequence[TouchRule] | None = None) -> Suggested:
        """Return for whom the rules suggest another touch model, by the rules of the store or by others to try out."""
        customers = self.served()
        with self.database.reading() as connection:
            used = touch.rules(connection) if rules is None else tuple(rules)
            kept, currency = touch.kept(connection), _currency(connection)
        return Suggested(used, currency, len(customers), suggestions(used, customers, kept))

    def confirm(self, ids: Collection[int]) -> Outcome[int]:
        """Follow the suggestions for these customers; returns for how many there was one.

        What was suggested is worked out anew, so that nothing is written that the rules do not say any more.
        """
        return self._decide(ids, "touch_confirmed", None)

    def keep(self, ids: Collection[int], reason: str = "") -> Outcome[int]:
        """Leave these customers as they are; they are suggested again once their model, or the suggestion, changes."""
        return self._decide(ids, "touch_kept", reason.strip())

    def _decide(self, ids: Collection[int], key: str, reason: str | None) -> Outcome[int]:
        self.backups.before_bulk(len(ids))
        wanted = set(ids)
        with self.database.operation(Sentence(key), SetKind.BULK if len(ids) > 1 else SetKind.EDIT) as operation:
            connection = operation.connection
            found = suggestions(touch.rules(connection), touch.served(connection), touch.kept(connection))
            chosen = [each for each in found if each.customer.id in wanted]
            pairs = [(each.customer.id, each.touch) for each in chosen]
            if reason is None:
                touch.follow(connection, pairs)
            else:
                touch.keep(connection, pairs, self.database.clock.today(), reason)
            data: dict[str, Scalar] = {"n": len(chosen), "kind": Kind.CUSTOMERS.value}
            if chosen:
                first = chosen[0]
                data |= {"name": first.customer.name, "touch": first.touch, "before": first.customer.touch}
            operation.sentence = Sentence(key, data)
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(chosen), _AREAS, operation.sentence, operation.set_id)

    def history(self, customer_id: int) -> tuple[Stay, ...]:
        """Return by which touch model a customer was served since when, the latest first."""
        with self.database.reading() as connection:
            return touch.stays(connection, customer_id)

    def capacity(self) -> Capacity:
        """Return the minutes a month that customers with a running contract ask for, against those of our people."""
        self.database.turn_day()
        today = self.database.clock.today()
        return Capacity(self.database.quietly(lambda connection: touch.loads(connection, today)))


def _currency(connection: Connection) -> str:
    return str(settings.get(connection, StoreSetting.CURRENCY.value.name) or StoreSetting.CURRENCY.value.default)


def _check(rule: TouchRule) -> None:
    if rule.touch not in TOUCHES:
        raise InvalidValueError("touch", rule.touch, Reason.NO_CHOICE)
    if rule.complexity is not None and rule.complexity not in COMPLEXITIES:
        raise InvalidValueError("complexity", rule.complexity, Reason.NO_CHOICE)
    for name in ("revenue_from", "revenue_below"):
        amount = getattr(rule, name)
        if amount is not None and amount < 0:
            raise InvalidValueError(name, str(amount), Reason.TOO_LOW)
    for name in ("level_from", "level_to"):
        level = getattr(rule, name)
        if level is not None and not NOT_YET <= level <= LEVELS[-1]:
            raise InvalidValueError(name, str(level), Reason.TOO_HIGH)
    if None not in (rule.revenue_from, rule.revenue_below) and (rule.revenue_from or 0) >= (rule.revenue_below or 0):
        raise InvalidValueError("revenue_below", str(rule.revenue_below), Reason.TOO_LOW)
    if None not in (rule.level_from, rule.level_to) and (rule.level_from or 0) > (rule.level_to or 0):
        raise InvalidValueError("level_to", str(rule.level_to), Reason.TOO_LOW)


def _said(before: Sequence[TouchRule], after: Sequence[TouchRule], currency: str) -> Sentence:
    """Return what became of the rules: one was added, changed, moved or taken away; else that they were changed."""
    then, now = {rule.id: rule for rule in before}, {rule.id: rule for rule in after}
    added = [rule for rule in after if rule.id not in then]
    gone = [rule for rule in before if rule.id not in now]
    changed = [rule for rule in after if rule.id in then and then[rule.id] != rule]
    for act, rules in (("added", added), ("deleted", gone), ("changed", changed)):
        if len(rules) == len(added) + len(gone) + len(changed) == 1:
            return Sentence(f"touch_rule_{act}", {**_data(rules[0]), "currency": currency})
    return Sentence("touch_rules", {"n": len(after)})


def _data(rule: TouchRule) -> dict[str, Scalar]:
    return {
        "touch": rule.touch,
        "revenue_from": rule.revenue_from,
        "revenue_below": rule.revenue_below,
        "level_from": rule.level_from,
        "level_to": rule.level_to,
        "complexity": rule.complexity,
    }
