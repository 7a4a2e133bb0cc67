"""What the pages of the channel ask. Almost nothing is required, and nothing is chosen beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hrdd.lib import countries
from remedy.actions.person import LONGEST
from remedy.models import Anonymity, Judgement


def choice(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """Returns a question with answers of which one may be chosen, or none."""
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect, **more)


def words(label: Any, *, longest: int = LONGEST, **more: Any) -> forms.CharField:
    """Returns a question answered in her own words, or not at all."""
    return forms.CharField(
        label=label, max_length=longest, required=more.pop("required", False),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 5}), **more,
    )  # fmt: skip


def line(label: Any, **more: Any) -> forms.CharField:
    """Returns a question answered in a line, or not at all."""
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=300, required=False, widget=widget, **more)


class HappenedForm(forms.Form):
    """The first page: what happened, and to whom."""

    who = choice(
        _("Who was harmed?"),
        [
            ("me", _("Me")),
            ("other", _("Someone I care for or work with")),
            ("group", _("A group of people")),
            ("silent", _("I would rather not say")),
        ],
    )
    agreed = choice(
        _("If it is about others: do they know that you write?"),
        [
            ("yes", _("Yes, and they agree")),
            ("no", _("No")),
            ("impossible", _("I cannot ask them")),
        ],
        help_text=_("You can write without their agreement. Then leave out what would make them known."),
    )
    what = words(
        _("What happened?"),
        required=True,
        help_text=_(
            "In your own words, as much or as little as you want. If you can, say when it began and whether "
            "it is still going on."
        ),
        error_messages={"required": _("Write at least a few words, so that we know what to look at.")},
    )
    danger = choice(
        _("Is anyone in danger now?"),
        [("yes", _("Yes")), ("no", _("No")), ("unsure", _("I am not sure"))],
    )
    about = choice(
        _("What is it about?"),
        [
            ("product", _("Something a product did, or somebody did with it")),
            ("conduct", _("Something the company or its people did")),
            ("unsure", _("I am not sure")),
        ],
    )
    product = line(
        _("Which product was it?"),
        help_text=_("A name, a link, or what you saw. Leave it empty if you do not know."),
    )
    works_here = forms.BooleanField(
        label=_("I work for this company, or for somebody it buys from"),
        required=False,
        help_text=_("You can write like everybody else. Those who read this must not tell your boss."),
    )


class WantsForm(forms.Form):
    """The second page: what she wants, and what she fears."""

    wants = forms.MultipleChoiceField(
        label=_("What would put it right?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("stop", _("That it stops, or is taken down")),
            ("correct", _("That something wrong is corrected or deleted")),
            ("apology", _("An apology")),
            ("restore", _("To get back what I lost")),
            ("money", _("Money for what it cost me")),
            ("help", _("Help to recover")),
            ("never", _("That it never happens to anybody again")),
            ("unsure", _("I do not know yet")),
        ],
        help_text=_("Choose as many as you like. You can change your mind at any time."),
    )
    wants_words = words(_("Is there more to say about it?"), longest=5_000)
    fears = words(
        _("Is there something you are afraid of?"),
        longest=5_000,
        help_text=_(
            "For example that somebody finds out, or makes you suffer for writing. Then we can be careful."
        ),
    )
    fears_pressure = forms.BooleanField(label=_("Somebody has threatened me, or might"), required=False)
    country = forms.ChoiceField(
        label=_("In which country are you?"),
        required=False,
        help_text=_("Only so that we can show you who else can help there. You need not say."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *countries.choices()]  # type: ignore[attr-defined]


class AnonymityForm(forms.Form):
    """How much of her the people who handle it may know."""

    anonymity = forms.ChoiceField(
        label=_("May we know who you are?"),
        choices=[
            (Anonymity.ANONYMOUS.value, _("No. Nobody knows who I am")),
            (Anonymity.CONFIDENTIAL.value, _("Only if it is needed. My name stays locked")),
            (Anonymity.NAMED.value, _("Yes, those who handle it may know my name")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “No” is fine.")},
        help_text=_("You can change this later."),
    )
    name = line(
        _("Your name, or what we should call you"),
        help_text=_("Leave it empty if you chose “No”. What you write here is then thrown away."),
    )
    reach = line(
        _("How can we reach you?"),
        help_text=_(
            "Leave it empty if you want: you can always come back with your code. Or name a telephone "
            "number, an address or a person you trust, and say what we may not write or say there."
        ),
    )


class ReachForm(AnonymityForm):
    """The third page: how to reach her, files, and who must not read it. Then it is sent."""

    without = forms.MultipleChoiceField(
        label=_("Is one of them part of what happened?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever you choose here does not get to see it, and is not told that it exists."),
    )

    def __init__(self, *args: Any, readers: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["without"].choices = [  # type: ignore[attr-defined]
            (str(reader.member_pk), reader.shown_as) for reader in readers
        ]


class CodeForm(forms.Form):
    """The code she wrote down."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        error_messages={"required": _("Type the code that you wrote down.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
        help_text=_("Sixteen letters and figures. Small or large, with or without dashes."),
    )


class MessageForm(forms.Form):
    """A word to those who handle it."""

    text = words(_("Write to us"))


class WithdrawalForm(forms.Form):
    """She wants it to end. Whether somebody pressed her is asked, and need not be answered."""

    pressed = choice(
        _("Has somebody told you to withdraw it, or made you afraid?"),
        [("no", _("No, it is my own wish")), ("yes", _("Yes")), ("silent", _("I would rather not say"))],
        help_text=_("Only those who handle your concern read this."),
    )
    text = words(_("Do you want to say why?"), longest=5_000)


class ErasureForm(forms.Form):
    """She wants all of it gone. Whether somebody makes her is asked to show her help, and kept nowhere."""

    pressed = choice(
        _("Has somebody told you to erase it, or made you afraid?"),
        [("no", _("No, it is my own wish")), ("yes", _("Yes")), ("silent", _("I would rather not say"))],
        help_text=_("We keep this answer nowhere. With “yes” we first show you who else can help."),
    )
    sure = forms.BooleanField(
        label=_("I know that nobody can bring it back"),
        error_messages={"required": _("Tick this if you are sure.")},
    )


class AppealForm(forms.Form):
    """She objects to an answer."""

    text = words(
        _("What is wrong with the answer?"),
        required=True,
        error_messages={"required": _("Say what is wrong with the answer.")},
    )


class JudgementForm(forms.Form):
    """What she thinks of what came of it."""

    view = forms.ChoiceField(
        label=_("What do you think of what came of it?"), choices=Judgement.View.choices,
        widget=forms.RadioSelect, error_messages={"required": _("Choose what comes nearest.")},
    )  # fmt: skip
    text = words(_("In your own words"), longest=5_000)
