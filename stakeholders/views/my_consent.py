"""A participant's own door: with her code she sees what she agreed to, and takes it back.

No account, no script, no cookie. The code comes in the body of each request, so that it stands in no address,
history or log. Wrong, expired and missing codes get one answer.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hrdd.lib.codes import as_typed, in_groups
from hrdd.lib.errors import Refused
from hrdd.lib.guessing import Guesses
from stakeholders import actions, codes
from stakeholders.actions.consents import PARTICIPANT
from stakeholders.forms import CodeForm
from stakeholders.forms.consents import USES
from stakeholders.models import Consent, ConsentUse
from stakeholders.questions import QUESTIONS

# A right code and a slip of the pen (the check sign tells it) are not counted: a whole classroom behind one
# address can read and take back.
GUESSES = Guesses("consent codes", limit=100, period=3600)

View = Callable[[HttpRequest], HttpResponse]


def public(view: View) -> View:
    """Returns the view for people without an account, kept by no browser and told to no other site.

    Whoever sends the code may do what it allows: there is no sign-in that a foreign page could misuse, and so
    no token (and no cookie) against that.
    """
    methods = require_http_methods(["GET", "HEAD", "POST"])
    hidden = sensitive_post_parameters("code")
    return login_not_required(csrf_exempt(never_cache(hidden(methods(view)))))


@public
def my_consent(request: HttpRequest) -> HttpResponse:
    """Returns the question for the code, or what was agreed with it."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _answer(request, {"form": form})
    consent = _found(request)
    return _wrong(request, form) if consent is None else _shown(request, consent)


@public
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Takes back what she chose; needs her code again."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _answer(request, {"form": form})
    consent = _found(request)
    if consent is None:
        return _wrong(request, form)
    chosen = USES if "all" in request.POST else request.POST.getlist("uses")
    try:
        actions.withdraw_consent(
            consent=consent, uses=chosen, how=ConsentUse.How.CODE, by=PARTICIPANT, at=timezone.now()
        )
    except Refused as refusal:
        return _shown(request, consent, error=refusal.message)
    return _shown(request, consent, is_done=True)


def _found(request: HttpRequest) -> Consent | None:
    """Returns the consent of the code that was sent; None, counted as a guess, when there is none."""
    code = request.POST.get("code", "")
    digests = codes.digests(code)
    if not digests or GUESSES.is_stopped(request):
        return None
    rows = Consent.objects.with_code(digests, on=timezone.localdate())
    consent = rows.select_related("engagement__company").first()
    if consent is None or not codes.fits(code, consent.code_hash):
        GUESSES.count(request)
        return None
    return consent


def _shown(request: HttpRequest, consent: Consent, *, error: str = "", is_done: bool = False) -> HttpResponse:
    answers = {use.use: use for use in consent.uses.all()}
    context = {
        "consent": consent,
        "code": in_groups(as_typed(request.POST.get("code", ""))),
        "answers": [(QUESTIONS[use], answers.get(use)) for use in USES],
        "can_take_back": any(use.is_given for use in answers.values()),
        "error": error,
        "is_done": is_done,
    }
    return _answer(request, context, status=422 if error else 200)


def _wrong(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """Returns the one answer to everything that opens nothing."""
    form.errors.clear()
    form.add_error(
        "code",
        _(
            "This opens nothing. Look at each sign once more. If it stays so, try again in an hour, or ask "
            "the people who gave it to you: they can give you another one, and take back what you want "
            "without it."
        ),
    )
    return _answer(request, {"form": form}, status=422)


def _answer(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    answer = render(request, "stakeholders/my_consent.html", context, status=status)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
