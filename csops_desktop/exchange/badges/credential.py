"""A badge as an OpenBadgeCredential, the JSON of Open Badges 3.0, and back."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from csops_desktop.domain.certification.badge import Badge, Evidence, Holder, ResultWords, SkillResult
from csops_desktop.exchange.badges.contexts import CREDENTIALS, EXTENSIONS, OPEN_BADGES
from csops_desktop.exchange.badges.schema import SCHEMA_ID

_LEVEL = "L"  # before the level, as code of the achievement
_SHOWN, _NOT_SHOWN = "1", "0"


def document(badge: Badge, issuer: str, salt: str) -> dict[str, object]:
    """Return the credential that says what a badge says, not yet signed.

    Args:
        badge: what it says.
        issuer: the ``did:key`` of who will sign it.
        salt: random letters, hashed together with the mail address of the holder.
    """
    subject: dict[str, object] = {
        "type": ["AchievementSubject"],
        "identifier": _identifiers(badge.holder, salt),
        "achievement": _achievement(badge),
        "result": [_result(badge, skill) for skill in badge.skills],
    }
    made: dict[str, object] = {
        # The third one defines the kind of credentialSchema; without it that kind would be covered by no signature.
        "@context": [CREDENTIALS, OPEN_BADGES, EXTENSIONS],
        "id": badge.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.name,
        "issuer": {"id": issuer, "type": ["Profile"], "name": badge.issuer},
        "validFrom": moment(badge.issued),
        "credentialSubject": subject,
        "evidence": [{"type": ["Evidence"], "name": each.name, "narrative": each.narrative} for each in badge.evidence],
        "credentialSchema": [{"id": SCHEMA_ID, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if badge.valid_until is not None:
        made["validUntil"] = moment(badge.valid_until)
    if not badge.evidence:
        del made["evidence"]
    return made


def badge_of(made: Mapping[str, Any]) -> Badge:
    """Return what a credential says; it fits the schema.

    Raises:
        ValueError: a moment that is none.
    """
    subject, issuer = made["credentialSubject"], made["issuer"]
    achievement = subject["achievement"]
    alignments = achievement.get("alignment", [])
    return Badge(
        id=made["id"],
        level=_level(achievement.get("humanCode", "")),
        name=made.get("name") or achievement["name"],
        description=achievement["description"],
        criteria=achievement["criteria"].get("narrative", ""),
        framework=next((each.get("targetFramework", "") for each in alignments), ""),
        version=achievement.get("version", ""),
        language=achievement.get("inLanguage", ""),
        issuer=issuer.get("name", "") if isinstance(issuer, dict) else "",
        holder=Holder(_plain_name(subject.get("identifier", []))),
        issued=parsed_moment(made["validFrom"]),
        valid_until=parsed_moment(made["validUntil"]) if "validUntil" in made else None,
        skills=tuple(_skills(achievement, subject.get("result", []))),
        words=_words(achievement),
        evidence=tuple(Evidence(each.get("name", ""), each.get("narrative", "")) for each in made.get("evidence", [])),
    )


def belongs_to(made: Mapping[str, Any], email: str) -> bool:
    """Tell whether the holder of a credential has a mail address."""
    return any(
        each["identityHash"] == _hashed(email, each.get("salt", ""))
        for each in made["credentialSubject"].get("identifier", [])
        if each["identityType"] == "emailAddress" and each["hashed"]
    )


def moment(at: dt.datetime) -> str:
    """Return a moment in UTC to the second."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parsed_moment(text: str) -> dt.datetime:
    """Return the moment of a text with its zone.

    Raises:
        ValueError: it is none, or without a zone.
    """
    at = dt.datetime.fromisoformat(text)
    if at.tzinfo is None or "T" not in text:
        raise ValueError(text)
    return at.astimezone(dt.UTC)


def _identifiers(holder: Holder, salt: str) -> list[dict[str, object]]:
    name = {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": holder.name}
    if not holder.email:
        return [name]
    email = {
        "type": "IdentityObject",
        "identityType": "emailAddress",
        "hashed": True,
        "identityHash": _hashed(holder.email, salt),
        "salt": salt,
    }
    return [name, email]


def _hashed(email: str, salt: str) -> str:
    return "sha256$" + hashlib.sha256((email + salt).encode()).hexdigest()


def _achievement(badge: Badge) -> dict[str, object]:
    return {
        "id": _name(badge, "level", str(badge.level)),
        "type": ["Achievement"],
        "achievementType": "Certification",
        "humanCode": f"{_LEVEL}{badge.level}",
        "name": badge.name,
        "description": badge.description,
        "inLanguage": badge.language,
        "version": badge.version,
        "criteria": {"narrative": badge.criteria},
        "alignment": [_alignment(badge, skill) for skill in badge.skills],
        "resultDescription": [_result_description(badge, skill) for skill in badge.skills],
    }


def _alignment(badge: Badge, skill: SkillResult) -> dict[str, object]:
    return {
        "type": ["Alignment"],
        "targetType": "CFItem",
        "targetCode": skill.code,
        "targetName": skill.name,
        "targetUrl": _name(badge, "skill", skill.code),
        "targetFramework": badge.framework,
    }


def _result_description(badge: Badge, skill: SkillResult) -> dict[str, object]:
    levels = ((_SHOWN, badge.words.shown), (_NOT_SHOWN, badge.words.not_shown))
    return {
        "id": _name(badge, "result", skill.code),
        "type": ["ResultDescription"],
        "name": f"{skill.code} {skill.name}",
        "resultType": "RubricCriterionLevel",
        "rubricCriterionLevel": [
            {
                "id": _name(badge, "result", skill.code, points),
                "type": ["RubricCriterionLevel"],
                "name": word,
                "points": points,
            }
            for points, word in levels
        ],
    }


def _result(badge: Badge, skill: SkillResult) -> dict[str, object]:
    points = _SHOWN if skill.shown else _NOT_SHOWN
    return {
        "type": ["Result"],
        "resultDescription": _name(badge, "result", skill.code),
        "achievedLevel": _name(badge, "result", skill.code, points),
    }


def _name(badge: Badge, *parts: str) -> str:
    """Return the URI of a part of the framework: the same in every badge of that version."""
    spelled = "\n".join(("csops-certification", badge.issuer, badge.framework, badge.version, badge.language, *parts))
    return uuid.uuid5(uuid.NAMESPACE_OID, spelled).urn


def _level(code: str) -> int | None:
    digits = code.removeprefix(_LEVEL)
    return int(digits) if code.startswith(_LEVEL) and digits.isascii() and digits.isdigit() else None


def _plain_name(identifiers: Iterable[Mapping[str, Any]]) -> str:
    names = (each["identityHash"] for each in identifiers if each["identityType"] == "name" and not each["hashed"])
    return next(names, "")


def _skills(achievement: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> Iterable[SkillResult]:
    descriptions = {each["id"]: each for each in achievement.get("resultDescription", [])}
    codes = [each.get("targetCode", "") for each in achievement.get("alignment", [])]
    for result in results:
        description = descriptions.get(result.get("resultDescription", ""))
        if description is None:
            continue
        name = description["name"]
        code = next((code for code in codes if code and name.startswith(f"{code} ")), "")
        levels = {level["id"]: level for level in description.get("rubricCriterionLevel", [])}
        points = levels.get(result.get("achievedLevel", ""), {}).get("points", "")
        yield SkillResult(code, name.removeprefix(f"{code} ") if code else name, shown=points == _SHOWN)


def _words(achievement: Mapping[str, Any]) -> ResultWords:
    described = achievement.get("resultDescription", [])
    named = {
        level.get("points", ""): level["name"]
        for each in described[:1]
        for level in each.get("rubricCriterionLevel", [])
    }
    return ResultWords(named.get(_SHOWN, ""), named.get(_NOT_SHOWN, ""))
