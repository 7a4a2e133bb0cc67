"""What happened in channels and cases, in words. Those of cases are read by who handles the case alone."""

from django.utils.translation import gettext_lazy

CASE_PHRASES = {
    "channel made": gettext_lazy("%(who)s made the %(what)s"),
    "channel revised": gettext_lazy("%(who)s changed the terms of the %(what)s"),
    "channel opened": gettext_lazy("%(who)s opened the %(what)s"),
    "channel closed": gettext_lazy("%(who)s closed the %(what)s to new concerns"),
    "joined the desk": gettext_lazy("%(who)s put somebody at the desk: %(what)s"),
    "left the desk": gettext_lazy("%(who)s took somebody off the desk: %(what)s"),
    "escrow key made": gettext_lazy("%(who)s made a new %(what)s"),
    "concern raised": gettext_lazy("A concern came in: %(what)s"),
    "the person wrote": gettext_lazy("The person wrote in %(what)s"),
    "anonymity changed": gettext_lazy("The person changed what may be known of her in %(what)s"),
    "concern withdrawn": gettext_lazy("The person withdrew %(what)s"),
    "appealed": gettext_lazy("The person objected to the answer in %(what)s"),
    "outcome judged by the person": gettext_lazy("The person said what she thinks of what came of %(what)s"),
    "case offered": gettext_lazy("%(who)s asked a colleague to take on %(what)s"),
    "case taken on": gettext_lazy("%(who)s took on %(what)s"),
    "stepped back from case": gettext_lazy("%(who)s stepped back from %(what)s"),
    "wrote to the person": gettext_lazy("%(who)s wrote to the person in %(what)s"),
    "case moved on": gettext_lazy("%(who)s took %(what)s a step further"),
}
