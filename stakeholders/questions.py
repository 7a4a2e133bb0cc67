"""The questions of consent as people are asked them, on the form they hold in their hands and on screen."""

from django.utils.translation import gettext_lazy

from stakeholders.consent import Use

QUESTIONS = {
    Use.ATTEND.value: gettext_lazy("Do you want to take part?"),
    Use.RECORD.value: gettext_lazy("May we write down or record what you say?"),
    Use.QUOTE.value: gettext_lazy("May we use your own words in reports, without your name?"),
    Use.PUBLISH.value: gettext_lazy("May we publish your words, where everybody can read them?"),
    Use.NAME.value: gettext_lazy("May we say that it was you who said it?"),
    Use.SHARE.value: gettext_lazy("May we pass your words on to other organisations?"),
}
EXPLAINED = {
    Use.ATTEND.value: gettext_lazy("You can stop at any moment, and need not say why."),
    Use.RECORD.value: gettext_lazy("Our notes are read by the people who hold these talks."),
    Use.QUOTE.value: gettext_lazy("Reports are read in the company and by those who check it."),
    Use.PUBLISH.value: gettext_lazy("What is published cannot be called back everywhere."),
    Use.NAME.value: gettext_lazy("If you say no, nobody learns your name from us."),
    Use.SHARE.value: gettext_lazy("Such as organisations that review this work from outside."),
}
