"""Every write about people and organisations. The only door; one file per noun."""

from hrdd.accounts.actions.door import note_failed_sign_in, note_sign_in, note_sign_out
from hrdd.accounts.actions.invitations import accept_invitation, invite, withdraw_invitation
from hrdd.accounts.actions.keys import lose_personal_key, make_personal_key, relock_personal_key
from hrdd.accounts.actions.organisations import create_organisation, set_roles
from hrdd.accounts.actions.passwords import set_password
from hrdd.accounts.actions.people import introduce, revise_person
from hrdd.accounts.actions.tokens import make_token, withdraw_token

__all__ = [
    "accept_invitation",
    "create_organisation",
    "introduce",
    "invite",
    "lose_personal_key",
    "make_personal_key",
    "make_token",
    "note_failed_sign_in",
    "note_sign_in",
    "note_sign_out",
    "relock_personal_key",
    "revise_person",
    "set_password",
    "set_roles",
    "withdraw_invitation",
    "withdraw_token",
]
