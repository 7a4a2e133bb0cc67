"""What administrators type about a company's channel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import Organisation, PersonalKey, Role, User
from remedy.models import Assignment, Channel, EscrowShare
from remedy.who import people_of


class TermsForm(forms.Form):
    """The terms a channel gives itself."""

    slug = forms.SlugField(
        label=_("Name in the address"),
        max_length=40,
        help_text=_("Small letters, digits and hyphens. People read it on posters, so keep it short."),
        error_messages={
            "required": _("Choose a name for the address."),
            "invalid": _("Small letters without accents, digits and hyphens."),
        },
    )
    about = forms.CharField(
        label=_("Who you are, in a sentence or two"),
        required=False,
        max_length=500,
        widget=forms.Textarea,
        help_text=_("Read by everybody who opens the channel. Plain words, no promises you cannot keep."),
    )
    keep_months = forms.IntegerField(
        label=_("Months a case is kept once it is over"),
        min_value=1,
        max_value=240,
        initial=60,
        help_text=_("Then all of it is deleted. As long as somebody may still need it, and no longer."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def terms(self) -> dict[str, Any]:
        """Returns the valid input for the actions."""
        return {name: self.cleaned_data[name] for name in ("slug", "about", "keep_months")}


class NewChannelForm(TermsForm):
    """A company's channel, and its terms."""

    company = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Company"), empty_label=None, widget=forms.RadioSelect
    )
    field_order = ("company", "slug", "about", "keep_months")

    def __init__(self, *args: Any, companies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """Who reads concerns, and as what people are told about her."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who reads concerns?"),
        empty_label=None,
        help_text=_("Case handlers of the company who do not hold the escrow."),
        error_messages={"required": _("Choose a case handler.")},
    )
    shown_as = forms.CharField(
        label=_("Shown to people as"),
        max_length=120,
        help_text=_(
            "What somebody reads who is afraid and decides whether this person may see it: a name and what "
            "she does, such as Amina Yusuf, who reads concerns and works for nobody else here."
        ),
        error_messages={"required": _("Say how she is shown.")},
    )

    def __init__(self, *args: Any, channel: Channel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = EscrowShare.objects.filter(key__company=channel.company_id).values("holder")
        people = people_of(channel.company_id, Role.CASE_HANDLER).exclude(pk__in=holders)
        seated = channel.desk.serving().values("user")
        self.fields["user"].queryset = people.exclude(pk__in=seated)  # type: ignore[attr-defined]


class EscrowForm(forms.Form):
    """Who holds the escrow."""

    holders = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who holds the escrow?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People of the company who have made their key and do not read concerns."),
        error_messages={"required": _("Choose two people or more.")},
    )

    def __init__(self, *args: Any, channel: Channel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_key = PersonalKey.objects.living().values("user")
        reads = channel.desk.serving().values("user")
        handles = Assignment.objects.living().filter(case__company=channel.company_id).values("user")
        people = people_of(channel.company_id).filter(pk__in=with_key)
        able = people.exclude(pk__in=reads).exclude(pk__in=handles)
        self.fields["holders"].queryset = able  # type: ignore[attr-defined]
