"""What handlers and holders of the escrow type besides a case itself: leave, handing over, uses."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hrdd.accounts.models import PersonalKey, Role, User
from remedy.holders import may_be_given, who_lost_their_part
from remedy.models import Channel, EscrowKey, EscrowUse
from remedy.who import people_of


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


class LeaveForm(forms.Form):
    """When somebody of the desk is away, and who stands in for her."""

    channel = forms.ModelChoiceField(Channel.objects.none(), label=_("Whose channel?"), empty_label=None)
    from_day = _day(_("First day away"), initial=timezone.localdate)
    until_day = _day(_("Last day away"))
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who stands in for you?"),
        empty_label=None,
        help_text=_("Case handlers of the company who have made their key."),
    )

    def __init__(self, *args: Any, channels: Any, me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = channels  # type: ignore[attr-defined]
        rows = list(channels)
        if len(rows) == 1:
            self.fields["channel"].initial = rows[0].pk
            self.fields["channel"].widget = forms.HiddenInput()
        people = User.objects.none()
        for channel in rows:
            people = people | people_of(channel.company_id, Role.CASE_HANDLER)
        able = people.filter(pk__in=PersonalKey.objects.living().values("user")).exclude(pk=me.pk)
        self.fields["deputy"].queryset = able  # type: ignore[attr-defined]


class UseForm(forms.Form):
    """For which case the escrow key is to be used, what for, for whom, and why."""

    reference = forms.CharField(
        label=_("Name of the case"),
        max_length=20,
        help_text=_("Such as C-7KQ2M. Whoever asks you for it tells you."),
        error_messages={"required": _("Write the name of the case.")},
    )
    purpose = forms.ChoiceField(
        label=_("What for?"),
        choices=[(p.value, p.label) for p in EscrowUse.Purpose if p != EscrowUse.Purpose.RESHARE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is for.")},
    )
    whom = forms.ModelChoiceField(
        User.objects.none(),
        label=_("For whom?"),
        empty_label=None,
        error_messages={"required": _("Choose for whom.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=2_000,
        widget=forms.Textarea,
        help_text=_("Read by the second person and kept with the case. Nothing of what the case says."),
        error_messages={"required": _("Say why: it stays with the case.")},
    )

    def __init__(self, *args: Any, me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].queryset = may_be_given(me)  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """Which holder is to have her part of an escrow key again."""

    key = forms.ModelChoiceField(EscrowKey.objects.none(), label=_("Which escrow key?"), empty_label=None)
    whom = forms.ModelChoiceField(
        User.objects.none(), label=_("Who lost her key?"), empty_label=None,
        help_text=_("Holders who have made a new key since."),
        error_messages={"required": _("Choose a holder.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why?"), max_length=2_000, widget=forms.Textarea, help_text=_("Read by the second person."),
        error_messages={"required": _("Say why.")},
    )  # fmt: skip

    def __init__(self, *args: Any, me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].queryset = EscrowKey.objects.held_by(me)  # type: ignore[attr-defined]
        self.fields["whom"].queryset = who_lost_their_part(me)  # type: ignore[attr-defined]
