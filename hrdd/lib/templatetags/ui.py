"""The template tags of every page, built in everywhere. See templates/_components/README.md."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hrdd.lib import fields, marks, navigation

register = template.Library()
register.simple_tag(marks.band)
register.simple_tag(marks.steps)
register.simple_tag(fields.field)
register.simple_tag(fields.errors_summary)
register.filter("band_word", marks.band_word)


@register.simple_tag
def crumbs(*pairs: Any) -> SafeString:
    """Returns the path to this page from name, address, name, address ... and the last name alone."""
    links = zip(pairs[0::2], pairs[1::2], strict=False)
    here = pairs[-1] if len(pairs) % 2 else None
    return format_html(
        '<nav aria-label="{}"><ol class="crumbs">{}{}</ol></nav>',
        _("Path"),
        format_html_join("", '<li><a href="{}">{}</a></li>', ((url, name) for name, url in links)),
        format_html("<li>{}</li>", here) if here is not None else "",
    )


@register.simple_tag
def legend(*, considered: bool = False) -> SafeString:
    """Returns the key below a heat map, worst band first."""
    signs = [_("– considered, not relevant"), _("? not considered yet")] if considered else []
    return format_html(
        '<p class="legend">{}{}</p>',
        format_html_join(" ", "{}", ((marks.band(value, "small"),) for value in range(5, 0, -1))),
        format_html_join("", " <span>{}</span>", ((sign,) for sign in signs)),
    )


@register.inclusion_tag("_components/rubric.html")
def rubric(
    rating: BoundField,
    *,
    anchors: Mapping[int, str],
    question: str = "",
    reason: BoundField | None = None,
) -> dict[str, Any]:
    """Returns a measure as five anchored steps, an honest unknown, and the reason for the choice."""
    options = [
        {"value": value, "id": option.id_for_label, "tag": option.tag(), "anchor": _anchor(anchors, value)}
        for option in rating.subwidgets
        for value in [str(option.data["value"])]
    ]
    return {
        "rating": rating,
        "question": question,
        "reason": reason,
        "options": [option for option in options if option["anchor"]],
        "unknown": [option for option in options if not option["anchor"]],
    }


@register.inclusion_tag("_components/rail.html", takes_context=True)
def rail(context: Context) -> dict[str, Any]:
    """Returns the main menu: every section for people signed in, the public ones for visitors."""
    user, request = context.get("user"), context.get("request")
    path = request.path if request else ""
    common = {"user": user, "csrf_token": context.get("csrf_token")}
    if not (user and user.is_authenticated):
        return common | {"home": "/", "lists": [navigation.links(navigation.PUBLIC_SECTIONS, path=path)]}
    standing = context.get("memberships")
    memberships = standing() if standing else []
    roles = [membership.role for membership in memberships]
    above, below = navigation.sections(roles), navigation.below(roles)
    return common | {
        "home": navigation.address("dashboard:home"),
        "roles": navigation.roles_in_words(memberships),
        "lists": [navigation.links(above, path=path), navigation.links(below, path=path)],
    }


def _anchor(anchors: Mapping[int, str], value: str) -> str:
    return anchors.get(int(value), "") if value.isdecimal() else ""
