"""A file on an engagement, as it is handed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hrdd.evidence.forms import CLEANING_NOTE, checked_file
from hrdd.evidence.uploads import Upload
from stakeholders.actions.attachments import AttachmentEntry
from stakeholders.models import Attachment, Engagement
from stakeholders.models.engagement import ConfidentialityLevel


class AttachmentForm(forms.Form):
    """What it is, who may take it, and the file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Attachment.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what it is.")},
    )
    title = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Without a name by which somebody could be known."),
    )
    file = forms.FileField(label=gettext_lazy("File, at most 25 MB"), required=False, help_text=CLEANING_NOTE)
    names_people = forms.BooleanField(
        label=gettext_lazy("Somebody can be known by it: a name, a face, a voice, a signature"),
        required=False,
        help_text=gettext_lazy("Then it is sealed, as attendance lists always are: two people open it."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Who may take it?"),
        choices=ConfidentialityLevel.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Never more people than may read the whole record."),
    )

    upload: Upload | None = None

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("level", engagement.level)

    def clean(self) -> dict[str, Any]:
        """Returns the data; the file is one that may be kept."""
        data = super().clean() or {}
        if "file" not in self.errors:
            self.upload = checked_file(self, data.get("file"))
        return data

    def entry(self) -> AttachmentEntry:
        """Returns the valid input for the action."""
        data = self.cleaned_data
        assert self.upload is not None  # a form without its file is not valid
        plain = {name: data[name] for name in ("kind", "title", "names_people", "level")}
        return AttachmentEntry(upload=self.upload, file_name=data["file"].name, **plain)
