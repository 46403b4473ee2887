"""``csops badge verify`` on a machine that has no store: what it says, and how it ends."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from csops_desktop.cli.program import app
from csops_desktop.domain.certification.badge import Doubt, Verdict, Verification
from csops_desktop.domain.certification.key_history import KeyHistory
from csops_desktop.exchange.badges.key_history_file import write_history
from csops_desktop.exchange.badges.signing_key import new_key
from csops_desktop.foundation import i18n
from csops_desktop.services import badges
from csops_desktop.wording import badges as words
from tests.helpers.badges import BADGE, KEY, SIGNED_AT, signed

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
VALID = replace(BADGE, issued=NOW - dt.timedelta(days=2), valid_until=NOW + dt.timedelta(days=300))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CSOPS_PROFILE", str(tmp_path / "profile"))
    path = tmp_path / "badge.json"
    badges.write(VALID, KEY, NOW, path)
    return path


def _verify(*words: str | Path, lang: str = "en") -> Result:
    arguments = ["--lang", lang, "badge", "verify", *(str(word) for word in words)]
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def test_a_valid_badge_is_0_and_says_who_can_do_what(file: Path, tmp_path: Path) -> None:
    result = _verify(file)

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Valid")
    for word in (VALID.holder.name, "L1-03", "示せた", "示せず", VALID.issuer, KEY.did):
        assert word in result.stdout
    assert not (tmp_path / "profile").exists()  # nothing is made to look at a badge


def test_a_changed_badge_is_1_in_both_languages(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace("示せず".encode(), "示せた".encode()))

    english, japanese = _verify(file), _verify(file, lang="ja")

    assert (english.exit_code, japanese.exit_code) == (1, 1)
    assert english.stdout.startswith("Changed")
    assert "署名" in japanese.stdout
    assert VALID.holder.name not in english.stdout  # what nobody signed is not repeated


def test_an_expired_badge_is_1_and_its_signature_right(file: Path) -> None:
    file.write_bytes(signed(valid_until=NOW - dt.timedelta(days=1), issued=NOW - dt.timedelta(days=9)))

    english, japanese = _verify(file), _verify(file, lang="ja")

    assert (english.exit_code, japanese.exit_code) == (1, 1)
    assert english.stdout.startswith("Expired: the signature is right")
    assert "署名は正しい" in japanese.stdout
    assert "期限切れ" in japanese.stdout


def test_a_key_history_tells_known_keys_from_others(file: Path, tmp_path: Path) -> None:
    known, other = tmp_path / "known.json", tmp_path / "other.json"
    write_history(KeyHistory().begun(KEY.did, SIGNED_AT).begun(new_key().did, NOW), known)
    write_history(KeyHistory().begun(new_key().did, SIGNED_AT), other)

    assert _verify(file, "--keys", known).exit_code == 0
    refused = _verify(file, "--keys", other)
    assert refused.exit_code == 1
    assert KEY.did in refused.stdout


def test_json_is_one_document(file: Path) -> None:
    result = _verify(file, "--json")

    said: dict[str, Any] = json.loads(result.stdout)
    assert (said["valid"], said["verdict"], said["key"]) == (True, "valid", KEY.did)
    assert said["badge"]["skills"][0] == {"code": "L1-03", "name": "成功の定義を言葉で合わせる", "shown": True}


def test_a_file_that_is_not_there_is_3(tmp_path: Path) -> None:
    assert _verify(tmp_path / "none.json").exit_code == 3
    assert _verify(tmp_path).exit_code == 3


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_verdict_and_doubt_has_its_own_sentence(language: i18n.Language) -> None:
    i18n.use(language)
    verdicts = [words.verdict(Verification(verdict, Doubt.SCHEMA, BADGE, detail="id")) for verdict in Verdict]
    doubts = [words.verdict(Verification(Verdict.NOT_A_BADGE, doubt, detail="x")) for doubt in Doubt]

    for sentences in (verdicts, doubts):
        assert len(set(sentences)) == len(sentences)
        assert all("{" not in sentence for sentence in sentences)
