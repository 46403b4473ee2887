"""What a user can do with levels of maturity: begin with a ready product, see where a customer stands, assess it."""

import datetime as dt
from dataclasses import dataclass

from csops_desktop.domain import maturity as rules
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import Assessment, Evidence, ProductModel, Standing
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.services import product_files
from csops_desktop.services.product_files import Starter
from csops_desktop.store import crew, maturity, records
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

AREAS = Area.MATURITY | Area.CUSTOMERS


@dataclass(frozen=True, slots=True)
class MaturityService:
    """The use cases around levels of maturity."""

    database: Database

    def starters(self, language: str) -> tuple[Starter, ...]:
        """Return the ready products one can begin with, in a language (``ja`` or ``en``)."""
        return product_files.starters(language)

    def model(self, product_id: int) -> ProductModel:
        """Return the levels, evidence, actions and shares of a product, or raise NotFoundError."""
        with self.database.reading() as connection:
            if not records.exists(connection, Kind.PRODUCTS, product_id):
                raise NotFoundError(Kind.PRODUCTS.value, product_id)
            return maturity.model(connection, product_id)

    def standings(self, customer_id: int) -> tuple[Standing, ...]:
        """Return where a customer stands with each of its products."""
        with self.database.reading() as connection:
            return maturity.standings(connection, customer_id)

    def add_product(self, model: ProductModel, product_id: int | None = None) -> Outcome[int]:
        """Make a product with its levels, or give them to one that has none yet; returns its id.

        Raises:
            DuplicateError: a new product's name is taken.
            NotFoundError: the product is gone.
            InvalidValueError: it has levels already.
        """
        with self.database.operation(Sentence("levels")) as operation:
            connection = operation.connection
            made = product_id if product_id is not None else _new_product(connection, model)
            if not records.exists(connection, Kind.PRODUCTS, made):
                raise NotFoundError(Kind.PRODUCTS.value, made)
            if maturity.has_levels(connection, made):
                raise InvalidValueError("level", model.name, Reason.SAME)
            maturity.put_model(connection, made, model)
            name = records.name(connection, Kind.PRODUCTS, made)
            operation.sentence = Sentence("levels", {"name": name})
        return Outcome(made, AREAS | Area.PRODUCTS, operation.sentence, operation.set_id)

    def assess(self, found: Assessment) -> Outcome[int]:
        """Write down what was found out about a customer and a product; returns the level.

        Raises:
            NotFoundError: the customer does not have the product any more.
            InvalidValueError: a day to come; another level without a reason; evidence that needs a note without one.
        """
        self._check(found)
        with self.database.operation(Sentence("assessed")) as operation:
            connection = operation.connection
            whose = maturity.whose(connection, found.adoption_id)
            if whose is None:
                raise NotFoundError("adoption", found.adoption_id)
            _customer, customer, product_id, product = whose
            evidence = maturity.evidence(connection, product_id)
            shown = _shown(evidence, found)
            level = shown if found.level is None else found.level
            before = next(iter(maturity.history(connection, found.adoption_id)), None)
            items = {item.id: found.holding.get(item.id) for item in evidence}
            maturity.add_assessment(connection, found, shown, items, crew.acting(connection, self.database.member_id))
            data: dict[str, Scalar] = {"name": customer, "product": product, "level": level}
            operation.sentence = Sentence("assessed", {**data, "before": before.level if before else None})
        return Outcome(level, AREAS, operation.sentence, operation.set_id)

    def recorded(self, assessment_id: int) -> tuple[Evidence, ...]:
        """Return the evidence that was asked about in an assessment, also what counts no more today."""
        with self.database.reading() as connection:
            return maturity.recorded(connection, assessment_id)

    def correct(self, assessment_id: int, found: Assessment) -> Outcome[int]:
        """Put right what an assessment says; who made it stays. Returns the level.

        Raises:
            NotFoundError: it is gone.
            InvalidValueError: as for ``assess``.
        """
        self._check(found)
        with self.database.operation(Sentence("assessment_corrected")) as operation:
            connection = operation.connection
            whose = maturity.whose(connection, found.adoption_id)
            if whose is None or all(
                each.id != assessment_id for each in maturity.history(connection, found.adoption_id)
            ):
                raise NotFoundError("assessment", assessment_id)
            evidence = maturity.recorded(connection, assessment_id)
            shown = _shown(evidence, found)
            items = {item.id: found.holding.get(item.id) for item in evidence}
            maturity.correct(connection, assessment_id, found, shown, items)
            operation.sentence = Sentence("assessment_corrected", _named(whose, found.assessed_on))
        level = shown if found.level is None else found.level
        if not operation.changes:
            return Outcome(level, Area.NONE)
        return Outcome(level, AREAS, operation.sentence, operation.set_id)

    def remove(self, adoption_id: int, assessment_id: int) -> Outcome[None]:
        """Delete an assessment, or raise NotFoundError."""
        with self.database.operation(Sentence("assessment_removed")) as operation:
            connection = operation.connection
            whose = maturity.whose(connection, adoption_id)
            found = next((each for each in maturity.history(connection, adoption_id) if each.id == assessment_id), None)
            if whose is None or found is None:
                raise NotFoundError("assessment", assessment_id)
            maturity.remove(connection, assessment_id)
            operation.sentence = Sentence("assessment_removed", _named(whose, found.assessed_on))
        return Outcome(None, AREAS, operation.sentence, operation.set_id)

    def _check(self, found: Assessment) -> None:
        if found.assessed_on > self.database.clock.today():
            raise InvalidValueError("assessed_on", found.assessed_on.isoformat(), Reason.TOO_LATE)
        if found.level is not None and not 0 <= found.level <= rules.LEVELS[-1]:
            raise InvalidValueError("level", str(found.level), Reason.TOO_HIGH)

    def set_first_value(self, adoption_id: int, day: dt.date | None) -> Outcome[None]:
        """Say on which day a product first was worth it to a customer; None takes that back."""
        if day is not None and day > self.database.clock.today():
            raise InvalidValueError("first_value_on", day.isoformat(), Reason.TOO_LATE)
        with self.database.operation(Sentence("first_value")) as operation:
            whose = maturity.whose(operation.connection, adoption_id)
            if whose is None:
                raise NotFoundError("adoption", adoption_id)
            maturity.set_first_value(operation.connection, adoption_id, day)
            data: dict[str, Scalar] = {
                "name": whose[1],
                "product": whose[3],
                "day": None if day is None else day.isoformat(),
            }
            operation.sentence = Sentence("first_value", data)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, AREAS, operation.sentence, operation.set_id)


def _shown(evidence: tuple[Evidence, ...], found: Assessment) -> int:
    """Return the level that the evidence shows; refuse another one without a reason, and what needs a note."""
    shown = rules.reached(evidence, found.holding)
    if found.level is not None and found.level != shown and not found.reason.strip():
        raise InvalidValueError("reason", "", Reason.REQUIRED)
    if bare := rules.unproven(evidence, found.holding):
        raise InvalidValueError(f"note:{bare[0].id}", "", Reason.REQUIRED)
    return shown


def _named(whose: tuple[int, str, int, str], day: dt.date) -> dict[str, Scalar]:
    return {"name": whose[1], "product": whose[3], "day": day.isoformat()}


def _new_product(connection: Connection, model: ProductModel) -> int:
    values = {"name": model.name, "short_name": model.short_name, "note": model.note}
    return records.insert(connection, Kind.PRODUCTS, values)
