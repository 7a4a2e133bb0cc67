"""What people say about evidence; the API validates through these, too."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hrdd.evidence.addresses import cleaned_url
from hrdd.evidence.entries import DETAILS, Details, EvidenceEntry
from hrdd.evidence.models import ClaimStatus, Evidence
from hrdd.evidence.uploads import Upload, received
from hrdd.lib.errors import Refused

# For the page that carries the form: what the workbench does to a file, and what it leaves.
CLEANING_NOTE = gettext_lazy(
    "From pictures we take out place, time and device; from MP3, MP4, M4A and WAV recordings, PDF and office "
    "documents what programs wrote about their makers. What can be seen or heard stays, and so do comments "
    "in documents, pictures inside documents, tags of Ogg and WebM, and all of a signed PDF."
)


class DetailsForm(forms.Form):
    """What is said about a piece of evidence; all that can be changed later."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        help_text=gettext_lazy("What it is, in a few words. Name no one who was harmed."),
    )
    source = forms.CharField(
        label=gettext_lazy("Where it comes from"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Who wrote, said or published it."),
    )
    read_on = forms.DateField(
        label=gettext_lazy("When you read or saw it"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    claim_status = forms.ChoiceField(
        label=gettext_lazy("How sure is it?"),
        choices=ClaimStatus.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how sure this is.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=5_000, required=False, widget=forms.Textarea
    )

    def clean_read_on(self) -> Any:
        """Returns the day; nobody has read anything tomorrow."""
        day = self.cleaned_data["read_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def details(self) -> Details:
        """Returns the valid input for the action."""
        return Details(**{name: self.cleaned_data[name] for name in DETAILS})


class RevisionForm(DetailsForm):
    """Other words about a piece of evidence, which itself stays as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EvidenceForm(DetailsForm):
    """A new piece of evidence. The parts of the other kinds stay empty."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Evidence.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is: a file, a link or a quotation.")},
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False, help_text=CLEANING_NOTE)
    url = forms.CharField(
        label=gettext_lazy("Address of the page"),
        max_length=2_000,
        required=False,
        widget=forms.URLInput,
        help_text=gettext_lazy("It starts with https:// or http://. We keep the address, not the page."),
    )
    quotation = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("Word for word."),
    )
    field_order = ("kind", "title", "file", "url", "quotation", "source", "read_on", "claim_status", "note")

    upload: Upload | None = None

    def clean(self) -> dict[str, Any]:
        """Returns the data; what its kind needs is there and right, and nothing of another kind."""
        data = super().clean() or {}
        kind = data.get("kind", "")
        checks: dict[str, Callable[[dict[str, Any]], None]] = {
            "file": self._check_file, "url": self._check_url, "quotation": self._check_quotation,
        }  # fmt: skip
        own = {"file": "file", "link": "url", "quotation": "quotation"}.get(kind)
        for name, check in checks.items():
            if name in self.errors or own is None:
                continue
            if name == own:
                check(data)
            elif data.get(name):
                chosen = str(Evidence.Kind(kind).label).lower()
                message = _("You chose a %(kind)s above. Leave this empty, or choose again.")
                self.add_error(name, message % {"kind": chosen})
        if kind in (Evidence.Kind.FILE, Evidence.Kind.QUOTATION) and data.get("source") == "":
            self.add_error("source", _("Say where it comes from."))
        return data

    def entry(self) -> EvidenceEntry:
        """Returns the valid input for the action."""
        data = dict(self.cleaned_data)
        file = data.pop("file")
        return EvidenceEntry(**data, upload=self.upload, file_name=file.name if self.upload else "")

    def _check_file(self, data: dict[str, Any]) -> None:
        self.upload = checked_file(self, data.get("file"))

    def _check_url(self, data: dict[str, Any]) -> None:
        try:
            data["url"] = cleaned_url(data.get("url", ""))
        except Refused as refusal:
            self.add_error("url", refusal.message)

    def _check_quotation(self, data: dict[str, Any]) -> None:
        if not data.get("quotation", "").strip():
            self.add_error("quotation", _("Write down what was said."))


def checked_file(form: forms.Form, file: Any) -> Upload | None:
    """Returns the file handed in with a form, checked and cleaned; None, with the reason in the form."""
    if not isinstance(file, UploadedFile):
        form.add_error("file", _("Choose a file."))
        return None
    try:
        return received(file)
    except Refused as refusal:
        form.add_error("file", refusal.message)
        return None


class RemovalForm(forms.Form):
    """Why a piece of evidence goes."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it removed?"),
        max_length=500,
        help_text=gettext_lazy("The reason stays in the log for good. Name no one in it."),
        error_messages={"required": gettext_lazy("Say why. The reason stays in the log.")},
    )
