"""What people are told, in the company's words, and when and how they were told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.forms.risks import text_field
from assessments.forms.systems import day_field
from stakeholders.feedback import Part, Wording, typed
from stakeholders.languages import BASE, choices, direction


class LanguageForm(forms.Form):
    """In which language people are told."""

    language = forms.ChoiceField(label=gettext_lazy("In which language?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = choices()  # type: ignore[attr-defined]


class WordingForm(forms.Form):
    """What people are told of one thing."""

    said = text_field(
        gettext_lazy("What they said, or asked for"),
        5_000,
        help_text=gettext_lazy("No names, nobody’s own words, nothing by which somebody could be known."),
    )
    done = text_field(gettext_lazy("What we did"), 5_000)
    why = text_field(gettext_lazy("What we did not do, and why"), 5_000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, language: str = BASE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("said", "done", "why"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}

    def wording(self) -> Wording:
        """Returns the valid text for the action."""
        return Wording(**{name: self.cleaned_data[name] for name in ("said", "done", "why")})


class GivenForm(forms.Form):
    """When and how people were told."""

    told_on = day_field(gettext_lazy("When were they told?"))
    told_how = forms.CharField(
        label=gettext_lazy("How were they told?"),
        max_length=300,
        help_text=gettext_lazy("Such as: read out at the next evening, sent as a message."),
    )


def typed_part(part: Part) -> dict[str, Any]:
    """Returns a part as the form would have been filled in; the English text where none is written yet."""
    return {**typed(part.wording), "version": part.number}
