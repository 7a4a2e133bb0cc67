"""Erasing all of a concern, because its person wants it. Her wish counts, whoever would rather keep it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.audit.recorder import UNNAMED
from hrdd.evidence.serving import download
from remedy import actions
from remedy.intake.forms import ErasureForm
from remedy.intake.help import everywhere, outside
from remedy.intake.inbox import code_of, for_her, shown, wrong
from remedy.intake.page import page, public
from remedy.models import Case, SigningKey
from remedy.opened import Opened
from remedy.proof import Forged, checked
from remedy.receipts import written_for

ERASED = "erased"


@public
def erasure(request: HttpRequest) -> HttpResponseBase:
    """Says what goes and what stays, and whether somebody made her; then erases it, and says so."""
    return for_her(request, lambda opened: _answer(request, opened))


@public
def last_proof(request: HttpRequest) -> HttpResponseBase:
    """Returns the last proof as a download. The page that says that all is gone sends it: here is nothing.

    Only what a company's key signed is handed back.
    """
    text = request.POST.get("proof", "")
    keys = {key.key_id: key.published for key in SigningKey.objects.published()}
    try:
        checked(text, keys)
    except Forged:
        return wrong(request)
    return download(
        text.replace("\r\n", "\n").encode(), file_name="proof.txt", media_type="text/plain; charset=utf-8"
    )


def _answer(request: HttpRequest, opened: Opened) -> HttpResponse:
    held = opened.case.holds.running().exists()
    if "do" not in request.POST:
        return _asked(request, opened, ErasureForm(), held=held)
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _asked(request, opened, form, held=held, status=422)
    if form.cleaned_data["pressed"] == "yes" and "again" not in request.POST:
        return _asked(request, opened, form, held=held, pressed=True)
    return _done(request, opened)


def _asked(
    request: HttpRequest, opened: Opened, form: ErasureForm, *, held: bool, pressed: bool = False,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "code": code_of(request), "form": form, "case": opened.case, "held": held, "pressed": pressed,
        **_help(opened, when=pressed),
    }  # fmt: skip
    return page(request, "inbox_erasure", context, status=status)


def _done(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Returns the last page; where a legal hold stops it, her concern, and the word that her wish is kept."""
    now = timezone.now()
    routes = _help(opened, when=True)
    proof = written_for(opened.case, on=timezone.localdate(now), status=ERASED)
    if actions.erase_concern(opened=opened, by=UNNAMED, at=now) is None:
        kept = Opened(Case.objects.select_related("company", "channel").get(pk=opened.case.pk), opened.key)
        done = _("We have to keep it by law for now. We wrote down that you want it erased.")
        return shown(request, kept, done=done)
    return page(request, "erased", {"proof": proof, **routes})


def _help(opened: Opened, *, when: bool) -> dict[str, object]:
    """Returns where else to turn, in her country if she named it."""
    if not when:
        return {}
    return {"country_code": opened.filing.country, "country": outside(opened.filing.country) or everywhere()}
