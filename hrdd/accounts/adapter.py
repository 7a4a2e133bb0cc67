"""How django-allauth behaves here: nobody signs up without an invitation; sign-ins are recorded."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.recorder import record


class InvitationOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Returns False: people come in by invitation."""
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Returns the page after signing in, once the sign-in is in the log."""
        organisation = next((m.organisation_id for m in user.standing_memberships), None)
        record(by=user, at=timezone.now(), action="signed in", target=user, company_id=organisation)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response
