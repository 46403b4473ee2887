"""What the check of a badge came to, in words, and the words that stand in a badge."""

import datetime as dt

from csops_desktop.domain.certification.badge import Badge, Doubt, ResultWords, Verdict, Verification
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.wording import values

_LESS = dt.timedelta(seconds=1)


def verdict(found: Verification) -> str:  # noqa: PLR0911 (one return per verdict)
    """Return the result of a check in one or two sentences: what it is, and why."""
    badge = found.badge
    match found.verdict:
        case Verdict.VALID:
            return _("Valid: it is unchanged since it was signed.")
        case Verdict.EXPIRED:
            day = _last_day(badge) if badge is not None else ""
            return _("Expired: the signature is right, but it was valid until {day} only.").format(day=day)
        case Verdict.NOT_YET:
            day = values.date(_local(badge.issued)) if badge is not None else ""
            return _("Not valid yet: the signature is right, but it counts from {day} on.").format(day=day)
        case Verdict.UNKNOWN_KEY:
            return _because(_("Unknown signer: the signature is right, but it does not count."), found)
        case Verdict.CHANGED:
            return _because(_("Changed: this is not what was signed."), found)
        case Verdict.UNSUPPORTED:
            return _because(_("Cannot be checked here."), found)
        case _:
            return _because(_("Not a badge."), found)


def lines(found: Verification) -> list[str]:
    """Return what a badge says and who signed it, line by line; only of one whose signature is right."""
    badge = found.badge
    if badge is None or not found.signer:
        return []
    told = [
        _("{badge}: {holder}").format(badge=badge.name, holder=badge.holder.name),
        _("issued by {issuer} on {day}").format(issuer=badge.issuer, day=values.date(_local(badge.issued))),
    ]
    if badge.valid_until is not None:
        told.append(_("valid until {day}").format(day=_last_day(badge)))
    told += [_skill(skill.code, skill.name, badge.words, shown=skill.shown) for skill in badge.skills]
    told.append(_("signed with the key {key}").format(key=found.signer))
    if found.retired_at is not None:
        told.append(
            _("The key was replaced on {day}; what it signed before stays valid.").format(
                day=values.date(_local(found.retired_at))
            )
        )
    return told


def result_words() -> ResultWords:
    """Return how a badge made now words its results."""
    return ResultWords(pgettext("skill in a badge", "Shown"), pgettext("skill in a badge", "Not shown"))


def _skill(code: str, name: str, words: ResultWords, *, shown: bool) -> str:
    said = (words.shown if shown else words.not_shown) or (result_words().shown if shown else result_words().not_shown)
    return f"  {code} {name}: {said}"


def _because(said: str, found: Verification) -> str:
    return _("{said} {why}").format(said=said, why=_why(found))


def _why(found: Verification) -> str:  # noqa: C901, PLR0911, PLR0912 (one case per doubt reads as the table it is)
    match found.doubt:
        case Doubt.SIGNATURE:
            return _("The signature does not fit the text. Ask the holder for the original file.")
        case Doubt.UNSIGNED:
            return _("“{part}” was added without a signature. Ask the holder for the original file.").format(
                part=found.detail
            )
        case Doubt.ISSUER:
            return _("It names another issuer than the one who signed it.")
        case Doubt.NOT_LISTED:
            return _("The key is not in the key history: {key}").format(key=found.signer)
        case Doubt.AFTER_RETIREMENT:
            return _("It was signed after the key had been replaced.")
        case Doubt.JWT:
            return _("It is a signed token (JWT); only badges with a proof in them can be checked.")
        case Doubt.SUITE:
            return _("The signature is of another kind ({kind}) than eddsa-rdfc-2022.").format(
                kind=found.detail or _("unknown")
            )
        case Doubt.KEY_KIND:
            return _("The key is of another kind than did:key with Ed25519.")
        case Doubt.CONTEXT:
            return _("It uses a vocabulary that this program does not have, and none is fetched: {address}").format(
                address=found.detail or _("one of its own")
            )
        case Doubt.TANGLED:
            return _("It is built so that checking it would take too long.")
        case Doubt.NO_PROOF:
            return _("It is not signed.")
        case Doubt.PICTURE:
            return _("The picture holds no badge, or several.")
        case Doubt.DAMAGED:
            return _("The picture is cut off or damaged. Get it again; some programs remove badges when they save.")
        case Doubt.TEXT:
            return _("The file holds no clear JSON.")
        case _:
            return _("It does not follow the Open Badges 3.0 schema at “{part}”.").format(part=found.detail)


def _last_day(badge: Badge) -> str:
    return values.date(_local(badge.valid_until - _LESS)) if badge.valid_until is not None else ""


def _local(moment: dt.datetime) -> dt.date:
    return moment.astimezone().date()
