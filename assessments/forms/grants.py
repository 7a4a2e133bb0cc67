"""Whom to let in, and until when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation
from hrdd.sharing.actions import KIND_FOR, LONGEST

USUAL_DAYS = 60
ROLES = [
    ("reviewer", _("Reviewer: reads, comments, gives her own ratings")),
    ("auditor", _("Auditor: reads, takes reports away, sees the history")),
]


class GrantForm(forms.Form):
    """What is asked about every recipient: the last day on which the assessment is open to it."""

    until = forms.DateField(
        label=_("Until the end of"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["until"].initial = today + timedelta(days=USUAL_DAYS)
        self.fields["until"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + LONGEST - timedelta(days=1)).isoformat(),
        }

    def clean_until(self) -> datetime:
        """Returns the last second of that day."""
        day: date = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class OrganisationGrantForm(GrantForm):
    """An outside organisation, in the role its kind has."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.outside(),
        empty_label=_("Choose one"),
        help_text=_("A civil-society organisation takes part as reviewer, an audit firm as auditor."),
    )
    field_order = ("organisation", "until")

    def clean(self) -> dict[str, Any]:
        """Returns the answers with the role that follows from the organisation's kind."""
        cleaned = super().clean() or {}
        if organisation := cleaned.get("organisation"):
            cleaned["role"] = next(role for role, kind in KIND_FOR.items() if kind == organisation.kind)
        return cleaned


class PersonGrantForm(GrantForm):
    """One person, by her address."""

    person = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Somebody who is not here yet gets a letter with a link to come in."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Takes part as"), choices=ROLES, widget=forms.RadioSelect)
    field_order = ("person", "role", "until")
