"""The system an assessment looks at, as those who read the page may see it."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.models import Assessment
from hrdd.sharing import access
from hrdd.sharing.policy import Action

register = template.Library()


@register.simple_tag(takes_context=True)
def system_line(context: Context, assessment: Assessment) -> SafeString:
    """Returns the system with its version, linked for people who may open its page; asks the database nothing
    when both came with the assessment."""
    system, version = assessment.system, assessment.system_version
    name: Any = system.name
    if access.can(context.get("user"), Action.VIEW, system):
        name = format_html('<a href="{}">{}</a>', system.get_absolute_url(), system.name)
    return format_html("{}, {}", name, version.name if version else _("no version named"))
