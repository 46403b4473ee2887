"""The icon and the tone in which it is said how a renewal stands."""

from csops_desktop.domain.renewals import Outlook
from csops_desktop.ui.tables.columns import Tone

SIGNS: dict[Outlook, tuple[str, Tone]] = {
    Outlook.RENEWED: ("check", Tone.GOOD),
    Outlook.CERTAIN: ("check-circle", Tone.GOOD),
    Outlook.LIKELY: ("arrow-right", Tone.LINK),
    Outlook.UNSAID: ("circle-dashed", Tone.MUTED),
    Outlook.AT_RISK: ("warning", Tone.LATE),
    Outlook.CHURN: ("x", Tone.SECOND),
}
