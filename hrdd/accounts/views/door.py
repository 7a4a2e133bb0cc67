"""What happens at the door besides what django-allauth does."""

from typing import Any

from allauth.account.views import LogoutView
from django.http import HttpResponse

from hrdd.accounts import unlocked


class SignOut(LogoutView):  # type: ignore[misc]  # allauth has no types
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Signs out; the session goes with one half of an open key, and the cookie with the other."""
        response: HttpResponse = super().post(*args, **kwargs)
        unlocked.forget_cookie(response)
        return response


sign_out = SignOut.as_view()
