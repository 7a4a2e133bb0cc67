"""What a visitor without a sign-in gets."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.defaults import page_not_found


class SignInOrNothing(LoginRequiredMiddleware):
    """Sends visitors to the sign-in page; on the address of a row they get 404, as any stranger does.

    The 404 page offers the sign-in, so that a link in a letter still leads there.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Returns None when the view may run."""
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal is not None and view_kwargs:
            return page_not_found(request, Http404())
        return refusal
