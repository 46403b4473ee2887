"""The blocks of a customer's page, in order, and in which of two columns each stands when there is room."""

from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.contact_block import ContactBlock
from csops_desktop.ui.features.customer.contract_block import ContractBlock
from csops_desktop.ui.features.customer.file_block import FileBlock
from csops_desktop.ui.features.customer.handoff_block import HandoffBlock
from csops_desktop.ui.features.customer.health_block import HealthBlock
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.maturity_block import MaturityBlock
from csops_desktop.ui.features.customer.more_blocks import ChurnBlock, OpportunityBlock
from csops_desktop.ui.features.customer.open_blocks import ActionBlock, PromiseBlock
from csops_desktop.ui.features.customer.own_block import FormBlock
from csops_desktop.ui.features.customer.success_block import SuccessBlock
from csops_desktop.ui.features.customer.timeline_block import TimelineBlock
from csops_desktop.ui.features.customer.usage_block import UsageBlock
from csops_desktop.ui.features.customer.voice_blocks import RequestBlock, SurveyBlock, TicketBlock
from csops_desktop.ui.state import Workbench


class Maker(Protocol):
    """Makes a block."""

    def __call__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> Block:
        """Return the block."""
        ...


LEFT, RIGHT = 0, 1

BLOCKS: dict[str, tuple[int, Maker]] = {
    "success": (LEFT, SuccessBlock),
    "health": (LEFT, HealthBlock),
    "maturity": (LEFT, MaturityBlock),
    "usage": (LEFT, UsageBlock),
    "actions": (LEFT, ActionBlock),
    "promises": (LEFT, PromiseBlock),
    "contracts": (RIGHT, ContractBlock),
    "contacts": (RIGHT, ContactBlock),
    "timeline": (LEFT, TimelineBlock),
    "handoff": (RIGHT, HandoffBlock),
    "opportunities": (RIGHT, OpportunityBlock),
    "requests": (RIGHT, RequestBlock),
    "tickets": (RIGHT, TicketBlock),
    "surveys": (RIGHT, SurveyBlock),
    "files": (RIGHT, FileBlock),
    "churn": (RIGHT, ChurnBlock),
    "own": (RIGHT, FormBlock),
    "fields": (RIGHT, partial(FormBlock, whole=True)),
}
"""Name of a block → its column in the wide page, and what makes it; in one column they stand in this order."""
