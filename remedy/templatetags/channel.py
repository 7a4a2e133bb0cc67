"""What the pages of the channel write in their own way: days, in the reader's language."""

from django import template

from remedy.intake.language import day_in_words

register = template.Library()
register.filter("day", day_in_words)
