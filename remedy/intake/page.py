"""What every page of the channel shares: no account, no script, no cookie, nothing kept, nobody told."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from remedy.intake.language import LANGUAGES, chosen, in_language

View = Callable[..., HttpResponseBase]


def public(view: View, *, methods: Sequence[str] = ("GET", "HEAD", "POST")) -> View:
    """Returns the view for people without an account, in their language, kept by no browser.

    There is no sign-in that a foreign page could misuse: whoever acts sends a code, or raises a concern. So
    there is no token against that, and no cookie for one.
    """

    @wraps(view)
    def told_to_nobody(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    hidden = sensitive_post_parameters()(in_language(told_to_nobody))
    return login_not_required(csrf_exempt(never_cache(require_http_methods(list(methods))(hidden))))


def read_only(view: View) -> View:
    """Returns the view for people without an account, which answers to nothing that is sent."""
    return public(view, methods=("GET", "HEAD"))


def page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Returns a page of the channel."""
    language = chosen(request)
    known = {"language": language, "language_name": LANGUAGES[language], "languages": LANGUAGES}
    return render(request, f"remedy/intake/{name}.html", known | context, status=status)
