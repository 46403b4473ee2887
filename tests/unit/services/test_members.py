"""Who works here: what is written is theirs, and lists of "me" are theirs too."""

from csops_desktop.domain.activities import LogEntry
from csops_desktop.domain.crew import ME
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import Condition, Group, ListQuery, Op
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.members import remembered
from tests.conftest import NOON

MINE = ListQuery(filter=Group((Condition("owner_id", Op.IS, (ME,)),)))


def _member(services: Services, name: str) -> int:
    return services.records.create(Kind.MEMBERS, {"name": name}).value


def test_what_i_add_is_mine_and_the_history_names_me(services: Services) -> None:
    me = services.members.join("佐伯 美緒").value
    customer = services.customers.create({"name": "北稜精機"}).value
    services.activities.log(LogEntry((customer,), "call", "電話した", NOON.date(), next_action="見積もり"))
    opportunity = services.records.create(Kind.OPPORTUNITIES, {"customer_id": customer, "name": "増席"}).value
    assert services.customers.get(customer).names["owner_id"] == "佐伯 美緒"
    assert services.records.get(Kind.OPPORTUNITIES, opportunity).values["owner_id"] == me
    for kind in (Kind.ACTIVITIES, Kind.NEXT_ACTIONS):
        assert services.customers.related(customer, kind)[0].values["owner_id"] == me
    assert [done.member for done in services.history.operations(limit=3)] == ["佐伯 美緒"] * 3


def test_an_owner_that_is_said_stays_also_none(services: Services) -> None:
    services.members.join("佐伯 美緒")
    other = _member(services, "中村 拓")
    ids = [
        services.customers.create({"name": name, "owner_id": who}).value for name, who in (("A", other), ("B", None))
    ]
    assert [services.customers.get(id_).names.get("owner_id") for id_ in ids] == ["中村 拓", None]


def test_joining_under_a_known_name_adds_nobody(services: Services) -> None:
    known = _member(services, "佐伯　美緒")
    assert services.members.join(" 佐伯 美緒 ").value == known
    assert [member.name for member in services.members.crew().members] == ["佐伯　美緒"]
    assert services.members.crew().me == known


def test_a_member_who_is_gone_is_nobody(services: Services) -> None:
    me = services.members.join("佐伯 美緒").value
    services.records.delete(Kind.MEMBERS, [me])
    customer = services.customers.create({"name": "北稜精機"}).value
    assert services.members.crew().me is None
    assert "owner_id" not in services.customers.get(customer).values
    assert services.history.operations(limit=1)[0].member is None


def test_my_customers_are_those_of_whoever_looks(services: Services) -> None:
    first, second = _member(services, "佐伯 美緒"), _member(services, "中村 拓")
    for name, owner in (("A", first), ("B", second), ("C", None)):
        services.customers.create({"name": name, "owner_id": owner})
    view = services.views.add("自分の担当", MINE, ()).value
    for who, names in ((first, ["A"]), (second, ["B"]), (None, [])):
        services.members.act_as(who)
        ids = services.customers.find(MINE).ids
        assert [services.customers.get(id_).values["name"] for id_ in ids] == names
        assert [count.n for count in services.views.counts() if count.view_id == view] == [len(names)]


def test_who_left_is_no_longer_offered_but_still_named(services: Services) -> None:
    today = services.records.database.clock.today()
    stays = _member(services, "佐伯 美緒")
    services.records.create(Kind.MEMBERS, {"name": "中村 拓", "left_on": today})
    crew = services.members.crew()
    assert crew.offered() == ((stays, "佐伯 美緒"),)
    assert [member.name for member in crew.members if member.left] == ["中村 拓"]


def test_a_program_without_a_window_knows_who_sits_here(services: Services, profile: Profile) -> None:
    store = services.members.crew().store_id
    assert remembered(profile, store) is None
    profile.preferences.parent.mkdir(parents=True, exist_ok=True)
    for text, known in (
        (f'{{"me": {{"{store}": 7}}}}', 7),
        (f'{{"me": {{"{store}": 0}}}}', 0),
        ("[", None),
        ("[]", None),
    ):
        profile.preferences.write_text(text, encoding="utf-8")
        assert remembered(profile, store) == known
