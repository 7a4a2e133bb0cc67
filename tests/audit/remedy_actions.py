"""Every action about channels and cases, for the promise that each leaves one line of its own."""

from typing import Any

from remedy import actions as remedy
from tests.audit.people_actions import PEOPLE_ACTIONS

REMEDY_ACTIONS: dict[str, Any] = {
    "signing key made": lambda h: remedy.make_signing_key(company=h.company, **h.by),
    "signing keys sealed anew": lambda h: remedy.seal_signing_keys_anew(company=h.company, **h.by),
}

PEOPLE_AND_REMEDY = {**PEOPLE_ACTIONS, **REMEDY_ACTIONS}
