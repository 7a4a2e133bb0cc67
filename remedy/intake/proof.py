"""Whether a proof of complaint is genuine, and the keys that tell: for everybody, and nothing is kept.

No account, no script, no cookie. The text is read, answered and forgotten.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remedy import proof
from remedy.intake.page import page, public, read_only
from remedy.intake.proof_words import REASONS, status_word
from remedy.models import SigningKey
from remedy.proof import Forged, Reason


class ProofForm(forms.Form):
    """The text of a proof, pasted or as the file it is."""

    text = forms.CharField(
        label=gettext_lazy("Paste the whole text"),
        required=False,
        max_length=proof.LONGEST,
        widget=forms.Textarea(attrs={"rows": 11, "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        help_text=gettext_lazy("From “Proof of complaint” to the end of the signature."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose the file"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("The small text file, as it was saved."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Returns the input; `text` is what the file holds when one was chosen."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        file = data.get("file")
        if file is not None and file.size > proof.LONGEST:
            self.add_error("file", _("This file is too large to be a proof of complaint."))
        elif file is not None:
            data["text"] = file.read().decode(errors="replace")
        elif not data.get("text") and not self.errors:
            self.add_error("text", _("Paste the text, or choose the file."))
        return data


@public
def check(request: HttpRequest) -> HttpResponse:
    """Returns the question for a proof, or whether the one that was sent is genuine."""
    if request.method != "POST":
        return page(request, "proof", {"form": ProofForm()})
    form = ProofForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, "proof", {"form": form}, status=422)
    text = form.cleaned_data["text"]
    try:
        key = SigningKey.objects.published().called(proof.read(text).proof.key).first()
        if key is None:
            raise Forged(Reason.UNKNOWN_KEY)
        found = proof.checked(text, {key.key_id: key.published})
    except Forged as wrong:
        return page(request, "proof", {"form": form, "reason": REASONS[wrong.reason]}, status=422)
    return page(request, "proof", {"proof": found, "key": key, "status": status_word(found.status)})


@read_only
def keys(request: HttpRequest, company_pk: UUID) -> HttpResponse:  # noqa: ARG001 (Django passes it)
    """Returns every key a company ever signed with, as the text that the checking command reads."""
    rows = SigningKey.objects.published().filter(company=company_pk)
    if not rows:
        raise Http404
    listed = proof.keys_written(rows[0].company.name, [row.published for row in rows])
    return HttpResponse(listed, content_type="text/plain; charset=utf-8")
