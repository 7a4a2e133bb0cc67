"""What people type about contacts. Who they are is typed once, sealed, and never filled in again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.forms.risks import choice_field, text_field
from assessments.forms.systems import day_field
from stakeholders.actions.contacts import ContactEntry
from stakeholders.identity import Identity
from stakeholders.models import Contact

OPEN = ("channel", "wishes", "do_not_contact", "retain_until")
SEALED = ("name", "organisation", "reach", "notes")
NO_MEMORY = {"autocomplete": "off"}


class ContactForm(forms.Form):
    """How a contact is reached, and who she is."""

    called = forms.CharField(
        label=gettext_lazy("What is she called here?"),
        max_length=100,
        help_text=gettext_lazy("Such as “Community leader”. A number is added; never her name."),
    )
    channel = choice_field(
        gettext_lazy("How does she want to be reached?"), Contact.Channel.choices, gettext_lazy("Not known")
    )
    wishes = text_field(
        gettext_lazy("What is to mind when reaching her?"),
        2_000,
        help_text=gettext_lazy("Without a name, a number or an address."),
    )
    do_not_contact = forms.BooleanField(
        label=gettext_lazy("Do not contact her"),
        required=False,
        help_text=gettext_lazy("She asked for it, or it would put her in danger."),
    )
    retain_until = day_field(
        gettext_lazy("Keep until"),
        required=False,
        help_text=gettext_lazy("By then somebody decides whether who she is has to be erased."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=NO_MEMORY),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=NO_MEMORY),
    )
    reach = text_field(
        gettext_lazy("Numbers and addresses"), 2_000, help_text=gettext_lazy("One on each line.")
    )
    notes = text_field(gettext_lazy("Notes that only those who open it read"), 5_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_known: bool = False, is_erased: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reach", "notes"):
            self.fields[name].widget.attrs.update(NO_MEMORY)
        if is_known:
            del self.fields["called"]
        if is_erased:
            for name in SEALED:
                del self.fields[name]

    def entry(self) -> ContactEntry:
        """Returns the valid input that stands in the open."""
        return ContactEntry(**{name: self.cleaned_data[name] for name in OPEN})

    def identity(self) -> Identity:
        """Returns who she is, to be sealed; empty where nothing was typed."""
        return Identity(**{name: self.cleaned_data.get(name, "") for name in SEALED})


class OpeningForm(forms.Form):
    """Why somebody has to know who a contact is."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you need to know who it is?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("The reason stays in the log for good: no name in it."),
    )


class ErasureForm(forms.Form):
    """Why who she is has to be forgotten."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it erased?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("The reason stays in the log for good: no name in it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def typed_contact(contact: Contact) -> dict[str, Any]:
    """Returns a contact as the form would have been filled in, without who she is."""
    data = {name: getattr(contact, name) for name in (*OPEN, "version")}
    return {name: "" if value is None else value for name, value in data.items()}
