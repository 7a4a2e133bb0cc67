"""Channels, cases, and the keys that hold them."""

from remedy.models.assignment import Assignment, CaseGrant
from remedy.models.case import Anonymity, Case
from remedy.models.channel import Channel, DeskMember, Leave
from remedy.models.escrow import EscrowHalf, EscrowKey, EscrowShare, EscrowUse
from remedy.models.hold import CaseHold
from remedy.models.past import CaseTombstone, PastCase, Publication
from remedy.models.signing import SigningKey
from remedy.models.told import CaseFile, Hand, Judgement, Message, Step

__all__ = [
    "Anonymity",
    "Assignment",
    "Case",
    "CaseFile",
    "CaseGrant",
    "CaseHold",
    "CaseTombstone",
    "Channel",
    "DeskMember",
    "EscrowHalf",
    "EscrowKey",
    "EscrowShare",
    "EscrowUse",
    "Hand",
    "Judgement",
    "Leave",
    "Message",
    "PastCase",
    "Publication",
    "SigningKey",
    "Step",
]
