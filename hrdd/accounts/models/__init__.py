"""Who: people, organisations, roles, invitations, tokens, keys."""

from hrdd.accounts.models.invitation import Invitation
from hrdd.accounts.models.key import PersonalKey
from hrdd.accounts.models.organisation import Membership, Organisation, Role
from hrdd.accounts.models.token import ApiToken
from hrdd.accounts.models.user import User

__all__ = ["ApiToken", "Invitation", "Membership", "Organisation", "PersonalKey", "Role", "User"]
