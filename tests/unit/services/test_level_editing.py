"""Levels edited piece by piece, and products as files, as a user of the services gets them."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.fields import TOUCHES, Kind
from csops_desktop.domain.maturity import ACTION_KINDS, LEVELS, Assessment, Evidence, Level, PlannedAction, ProductModel
from csops_desktop.exchange.errors import FileMissingError, ProductFileError
from csops_desktop.foundation.errors import CannotWriteError, DuplicateError, InvalidValueError, NotFoundError
from csops_desktop.services.bundle import Services
from csops_desktop.services.product_files import parsed, written
from csops_desktop.wording import errors, operations
from tests.helpers.looks import assert_whole, differences, everything

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def product(services: Services) -> int:
    return services.records.create(Kind.PRODUCTS, {"name": "帳票配信", "short_name": "配"}).value


def _texts(services: Services, product: int, level: int) -> list[str]:
    return [line.text for line in services.levels.sheet(product).of(level)]


def test_levels_are_written_piece_by_piece_and_each_piece_can_be_taken_back(services: Services, product: int) -> None:
    looks = [everything(services)]
    steps = [
        lambda: services.levels.set_level(product, Level(1, "一部門", "1部門が使う")),
        lambda: services.levels.add_evidence(product, 1, "推進者が決まった"),
        lambda: services.levels.add_evidence(product, 1, "毎月使う", needs_proof=True),
        lambda: services.levels.add_evidence(product, 2, "2部門が使う"),
        lambda: services.levels.set_share(product, "tech", 40),
    ]
    for step in steps:
        assert step().set_id is not None  # type: ignore[no-untyped-call]
        looks.append(everything(services))
    sheet = services.levels.sheet(product)
    assert [(level.level, level.name) for level in sheet.levels] == [(1, "一部門"), (2, "Lv2")]
    assert [(line.text, line.needs_proof) for line in sheet.of(1)] == [("推進者が決まった", False), ("毎月使う", True)]
    assert sheet.shares == {"tech": 40}
    first = sheet.of(1)[0].id
    services.levels.move_evidence(first, 1)
    assert _texts(services, product, 1) == ["毎月使う", "推進者が決まった"]
    assert services.levels.move_evidence(first, 1).set_id is None
    services.history.undo()
    for look in reversed(looks[:-1]):
        services.history.undo()
        assert differences(everything(services), look) == {}
    assert_whole(services)


def test_evidence_that_was_assessed_is_retired_and_can_come_back(services: Services, product: int) -> None:
    one = services.levels.add_evidence(product, 1, "推進者が決まった").value
    two = services.levels.add_evidence(product, 1, "毎月使う").value
    customer = services.customers.create({"name": "青葉学院"}).value
    services.records.create(
        Kind.CONTRACTS, {"customer_id": customer, "product_id": product, "starts_on": DAY, "mrr": 1}
    )
    (standing,) = services.maturity.standings(customer)
    services.maturity.assess(Assessment(standing.adoption_id, DAY, {one: ""}))
    outcome = services.levels.remove_evidence(one)
    assert outcome.value is True
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == "帳票配信, Lv1: evidence counts no more (推進者が決まった)"
    assert [(line.id, line.retired) for line in services.levels.sheet(product).of(1)] == [(two, False), (one, True)]
    (standing,) = services.maturity.standings(customer)
    assert standing.latest is not None
    assert standing.latest.holding == {one: ""}
    assert [item.id for item in standing.evidence] == [two]
    services.levels.bring_back(one)
    assert [line.id for line in services.levels.sheet(product).of(1)] == [one, two]
    three = services.levels.add_evidence(product, 1, "手順がある").value
    assert services.levels.remove_evidence(three).value is False
    assert [line.id for line in services.levels.sheet(product).of(1)] == [one, two]


def test_what_cannot_be_is_refused_and_leaves_everything_as_it_was(services: Services, product: int) -> None:
    item = services.levels.add_evidence(product, 1, "毎月使う").value
    look = everything(services)
    refused = [
        lambda: services.levels.set_level(product, Level(1, "  ", "")),
        lambda: services.levels.set_level(product, Level(5, "五", "")),
        lambda: services.levels.add_evidence(product, 1, "  "),
        lambda: services.levels.change_evidence(item, "", needs_proof=False),
        lambda: services.levels.set_share(product, "phone", 10),
        lambda: services.levels.set_share(product, "high", 101),
    ]
    for step in refused:
        with pytest.raises(InvalidValueError):
            step()  # type: ignore[no-untyped-call]
    for gone in (lambda: services.levels.sheet(99), lambda: services.levels.remove_evidence(99)):
        with pytest.raises(NotFoundError):
            gone()
    assert everything(services) == look


def test_a_product_goes_out_as_a_file_and_comes_back_as_another(services: Services, tmp_path: Path) -> None:
    model = services.maturity.starters("ja")[0].model
    made = services.maturity.add_product(model).value
    path = tmp_path / "製品.toml"
    services.levels.write_file(made, path)
    with pytest.raises(DuplicateError):
        services.levels.read_file(path)
    services.records.save(Kind.PRODUCTS, made, {"name": "別の名前"})
    again = services.levels.read_file(path).value
    stored = services.maturity.model(again)
    assert replace(stored, evidence=tuple(replace(item, id=0) for item in stored.evidence)) == model
    empty = services.records.create(Kind.PRODUCTS, {"name": "受領"}).value
    services.levels.read_file(path, empty)
    assert services.maturity.model(empty).name == "受領"
    assert len(services.maturity.model(empty).evidence) == len(model.evidence)
    services.history.undo()
    assert services.maturity.model(empty).levels == ()
    with pytest.raises(CannotWriteError):
        services.levels.write_file(made, tmp_path / "none" / "製品.toml")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("name = ", ""),
        ("levels = []", "name"),
        ('name = "A"\nlevels = 3', "levels"),
        ('name = "A"\n[[levels]]\nlevel = 9\nname = "x"', "levels[1].level"),
        ('name = "A"\n[[levels]]\nlevel = 1\nname = "x"\n[[levels]]\nlevel = 1\nname = "y"', "levels[2].level"),
        ('name = "A"\n[[levels]]\nlevel = 1', "levels[1].name"),
        ('name = "A"\n[[levels]]\nlevel = 1\nname = "x"\nevidence = ["y"]', "levels[1].evidence[1]"),
        ('name = "A"\n[[levels]]\nlevel = 1\nname = "x"\nevidence = [{ text = 3 }]', "levels[1].evidence[1].text"),
        (
            'name = "A"\n[[levels]]\nlevel = 1\nname = "x"\nactions = [{ touch = "x", title = "y" }]',
            "levels[1].actions[1].touch",
        ),
        ('name = "A"\n[shares]\nhigh = 120', "shares.high"),
    ],
)
def test_a_file_that_is_wrong_says_where(services: Services, tmp_path: Path, text: str, entry: str) -> None:
    path = tmp_path / "A.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProductFileError) as refused:
        services.levels.read_file(path)
    assert refused.value.entry == entry
    assert entry in errors.sentence(refused.value)
    assert "A.toml" in errors.sentence(refused.value)


def test_a_file_that_is_gone_or_no_text_says_so(services: Services, tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        services.levels.read_file(tmp_path / "none.toml")
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ProductFileError):
        services.levels.read_file(path)


_WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(str.strip).filter(bool)
_MAYBE = st.text(st.characters(codec="utf-8"), max_size=20).map(str.strip)


@st.composite
def _models(draw: st.DrawFn) -> ProductModel:
    numbers = sorted(draw(st.sets(st.sampled_from(LEVELS), min_size=1)))
    at = st.sampled_from(numbers)
    evidence = draw(st.lists(st.builds(Evidence, st.just(0), at, _WORDS, st.booleans()), max_size=6))
    actions = draw(
        st.lists(
            st.builds(
                PlannedAction, at, st.sampled_from(TOUCHES), _WORDS, st.sampled_from(("", *ACTION_KINDS)), _MAYBE,
                st.none() | st.integers(0, 5000),
            ),
            max_size=6,
        )
    )  # fmt: skip
    return ProductModel(
        draw(_WORDS),
        draw(_MAYBE),
        draw(_MAYBE),
        tuple(Level(number, draw(_WORDS), draw(_MAYBE)) for number in numbers),
        tuple(sorted(evidence, key=lambda each: each.level)),
        tuple(sorted(actions, key=lambda each: each.level)),
        draw(st.dictionaries(st.sampled_from(TOUCHES), st.integers(1, 100))),
    )


@given(_models())
def test_whatever_a_product_says_its_file_says_the_same(model: ProductModel) -> None:
    assert parsed(written(model)) == model


def test_ready_levels_leave_the_shares_that_were_set_already(services: Services, product: int) -> None:
    services.levels.set_share(product, "high", 77)
    services.maturity.add_product(services.maturity.starters("ja")[0].model, product)
    shares = services.levels.sheet(product).shares
    assert (shares["high"], shares["tech"]) == (77, 45)
