"""A published scorecard whose text somebody damaged in the file: it counts for nobody, and everything else goes on."""

import sqlite3

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import open_store
from tests.unit.services.test_scores_kept import customer, published, shown


def test_a_damaged_scorecard_stops_nobody_from_working(services: Services, profile: Profile, clock: Clock) -> None:
    acme = customer(services, "Acme")
    card = published(services)
    services.close()
    with sqlite3.connect(services.path) as raw:
        raw.execute("UPDATE scorecard_version SET definition = '{\"name\": 3'")
    raw.close()
    again = open_store(services.path, passphrase=None, profile=profile, clock=clock)
    try:
        again.customers.edit([acme], "phase", "adoption")
        assert shown(again, acme)[:4] == (None,) * 4
        assert again.scores.score(acme) is None
        assert again.scorecards.versions(card) == ()
        published(again, "1_saas_standard")
        assert shown(again, acme)[2] == "withheld"
        again.history.undo()
        assert again.customers.get(acme).values.get("phase") is None
    finally:
        again.close()
