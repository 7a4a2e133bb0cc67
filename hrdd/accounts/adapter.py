"""How django-allauth behaves here: in by invitation alone, and the log keeps what happens at the door."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hrdd.accounts import actions
from hrdd.accounts.models import User
from hrdd.lib import mail


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Returns False: people come in by invitation."""
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Returns the page after signing in, in her language, once the sign-in is in the log."""
        actions.note_sign_in(user=user, at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        """Records a wrong password for an address that somebody has."""
        if user := User.objects.by_email(credentials.get("email") or ""):
            actions.note_failed_sign_in(user=user, at=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        """Signs out, and says so in the log."""
        if isinstance(request.user, User):
            actions.note_sign_out(user=request.user, at=timezone.now())
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Sets a new password, and says so (never what) in the log."""
        actions.set_password(user=user, password=password, by=user, at=timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hands the letter to the worker, so that a slow mail server does not hold up the page."""
        known = {"request": self.request, "email": email}
        message = self.render_mail(template_prefix, email, context | known)
        mail.hand_over(to=email, subject=message.subject, body=str(message.body))


def remember_language(response: HttpResponse, language: str) -> None:
    """Lets the next pages come in this language, as far as they are translated."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
