"""A form field in our markup: question, hint, error and answer, tied together for screen readers."""

from collections.abc import Iterable, Mapping

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EMPTY = mark_safe("")


def field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    rows: int = 0,
    short: bool = False,
    row: bool = False,
    optional: bool = False,
    hidden_label: bool = False,
    notes: Mapping[str, str] | None = None,
    extra: str = "",
) -> SafeString:
    """Returns the field with label, hint and error; `notes` explain choices by their value."""
    if bound.is_hidden:
        return bound.as_widget()
    question = _question(str(label or bound.label or ""), optional=optional)
    parts = _Parts(bound, hint or str(bound.help_text))
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return _choices(bound, question, parts, row=row, hidden=hidden_label, notes=notes or {})
    if isinstance(widget, forms.CheckboxInput):
        return _checkbox(bound, question, parts, extra)
    # Hints stand outside the box, where they stay while one types.
    attrs: dict[str, str | bool] = {"class": "input input--short" if short else "input", "placeholder": False}
    attrs |= parts.attrs
    if rows:
        attrs["rows"] = str(rows)
    return format_html(
        '<div class="field{}"><label for="{}"{}>{}</label>{}{}{}</div>',
        f" {extra}" if extra else "",
        bound.id_for_label,
        mark_safe(' class="hidden-visually"') if hidden_label else "",
        question,
        parts.hint,
        parts.error,
        bound.as_widget(attrs=attrs),
    )


def errors_summary(*form_list: forms.BaseForm | None, title: str = "") -> SafeString:
    """Returns one summary of the errors of all forms, each linked to its field; nothing without errors."""
    lines = [line for form in form_list if form is not None for line in _lines(form)]
    if not lines:
        return EMPTY
    heading = title or ngettext(
        "Not saved yet. One thing needs you.", "Not saved yet. %(count)s things need you.", len(lines)
    ) % {"count": len(lines)}
    return format_html(
        '<div class="notice" id="errors" role="alert" tabindex="-1" aria-labelledby="errors-title">'
        '<h2 id="errors-title">{}</h2><ol>{}</ol><p class="small">{}</p></div>',
        heading,
        format_html_join("", "<li>{}</li>", ((line,) for line in lines)),
        _("Everything you typed is still here. Passwords have to be typed again.")
        if any(_has_password(form) for form in form_list)
        else _("Everything you typed is still here."),
    )


class _Parts:
    """The hint and the error of a field, and the attributes that tie the input to them."""

    def __init__(self, bound: BoundField, hint: str) -> None:
        ids = []
        self.hint = self.error = EMPTY
        if hint:
            ids.append(f"{bound.auto_id}-hint")
            self.hint = format_html('<div class="hint" id="{}">{}</div>', ids[-1], hint)
        if bound.errors:
            ids.append(f"{bound.auto_id}-error")
            text = " ".join(str(error) for error in bound.errors)
            self.error = format_html('<p class="field-error" id="{}">{}</p>', ids[-1], text)
        self.described = " ".join(ids)
        self.attrs: dict[str, str | bool] = {"aria-describedby": self.described} if ids else {}


def _question(label: str, *, optional: bool) -> str:
    if not optional:
        return label
    return format_html('{} <span class="label__note">{}</span>', label, _("(not required)"))


def _choices(
    bound: BoundField, question: str, parts: _Parts, *, row: bool, hidden: bool, notes: Mapping[str, str]
) -> SafeString:
    options = format_html_join(
        "",
        '<label class="choice" for="{}">{} <span>{}</span>{}</label>',
        (
            (option.id_for_label, option.tag(), option.choice_label, _note(notes.get(value, "")))
            for option in bound.subwidgets
            for value in [str(option.data["value"])]
        ),
    )
    return format_html(
        '<fieldset class="field" id="{}" tabindex="-1"{}><legend{}>{}</legend>{}{}'
        '<div class="choices{}">{}</div></fieldset>',
        bound.auto_id,
        format_html(' aria-describedby="{}"', parts.described) if parts.described else "",
        mark_safe(' class="hidden-visually"') if hidden else "",
        question,
        parts.hint,
        parts.error,
        " choices--row" if row else "",
        options,
    )


def _checkbox(bound: BoundField, question: str, parts: _Parts, extra: str) -> SafeString:
    note = parts.hint and format_html(
        '<span class="choice__note" id="{}-hint">{}</span>', bound.auto_id, bound.help_text
    )
    return format_html(
        '<div class="field{}">{}<label class="choice" for="{}">{} <span>{}</span>{}</label></div>',
        f" {extra}" if extra else "",
        parts.error,
        bound.id_for_label,
        bound.as_widget(attrs=parts.attrs),
        question,
        note,
    )


def _note(text: str) -> SafeString:
    return format_html(' <span class="choice__note">{}</span>', text) if text else EMPTY


def _lines(form: forms.BaseForm) -> Iterable[SafeString]:
    for name, errors in form.errors.items():
        for error in errors:
            if name not in form.fields or form[name].is_hidden:
                yield format_html("{}", error)
            else:
                bound = form[name]
                colon = "" if str(bound.label).endswith(("?", "؟")) else ":"
                yield format_html('<a href="#{}">{}{} {}</a>', bound.auto_id, bound.label, colon, error)


def _has_password(form: forms.BaseForm | None) -> bool:
    return form is not None and any(isinstance(f.widget, forms.PasswordInput) for f in form.fields.values())
