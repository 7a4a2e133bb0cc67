"""Whether a clock tells codes apart: wrong, expired and missing codes at the inbox, timed in turns.

Each kind is sent ROUNDS times, in an order that is drawn anew for every round, so that what else the machine
does falls on all kinds alike. Every row prints the median of a kind beside that of wrong codes, and behind it
how often a request of this kind took longer than one with a wrong code (Mann and Whitney's U, over all pairs:
50 % when nobody can tell them apart) with the z that goes with it. With |z| below 2 a difference as large
comes about by chance in one of twenty runs. The body is held to be the same in the suite
(tests/remedy/test_raising.py); time is not, since a shared machine would make that test a lottery.

A right code is measured as well: it may take longer, because whoever has it learns that it is right.
"""

import logging
import math
import random
import statistics
import time
from collections.abc import Sequence
from itertools import count

from django.test import Client

from hrdd.lib.codes import new_code
from remedy.models import Case
from tests.benchmarks.table import Row
from tests.factories import remedy as factories
from tests.factories.accounts import OrganisationFactory, member

ROUNDS = 60
TARGET = 1.1  # the median beside that of wrong codes


def longer(ones: Sequence[float], others: Sequence[float]) -> tuple[float, float]:
    """Returns the share of pairs in which the one is larger, ties as halves, and its z without ties."""
    above = sum((one > other) + (one == other) / 2 for one in ones for other in others)
    pairs = len(ones) * len(others)
    spread = math.sqrt(pairs * (len(ones) + len(others) + 1) / 12)
    return above / pairs, (above - pairs / 2) / spread


def fill() -> tuple[str, str]:
    """Returns the code of a concern that is there, and of one that is gone, in a channel that has both."""
    company = OrganisationFactory.create(name="Torvane Codes")
    desk = [factories.with_key(member(company, "case_handler", name=name)) for name in ("Amara", "Bilal")]
    escrow = [member(company, "administrator", "approver", name=name) for name in ("Ada", "Tomas")]
    channel = factories.open_channel(company, desk=desk, escrow=escrow)
    there, gone = new_code(), new_code()
    factories.filed(channel, code=there)
    case = factories.filed(channel, code=gone)
    Case.objects.filter(pk=case.pk).delete()
    return there, gone


def main() -> list[Row]:
    """Returns one row for each kind of code, beside wrong ones."""
    # A refused code is a warning for each, and there are hundreds.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    there, gone = fill()
    kinds = {
        "wrong": new_code,
        "wrong again, as a check of this measurement": new_code,
        "expired, of a concern that was erased": lambda: gone,
        "with a slip of the pen": lambda: new_code()[:-1] + "!",
        "missing": lambda: "",
        "right": lambda: there,
    }
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    places = count()

    def ask(code: str) -> float:
        # From another address each time: nobody is stopped, and being stopped takes as long anyway.
        place = next(places)
        client = Client(SERVER_NAME="localhost", REMOTE_ADDR=f"10.0.{place // 250}.{place % 250}")
        start = time.perf_counter()
        client.post("/raise/inbox/", {"code": code, "language": "en"})
        return (time.perf_counter() - start) * 1000

    for _ in range(3):
        ask(new_code())
    drawn = random.Random(5)
    for _ in range(ROUNDS):
        for name in drawn.sample(list(kinds), len(kinds)):
            taken[name].append(ask(kinds[name]()))
    wrong = taken["wrong"]
    rows = []
    for name, times in taken.items():
        share, z = longer(times, wrong)
        note = f"longer than a wrong one in {share:.0%}, z = {z:+.1f}"
        target = 10.0 if name == "right" else TARGET
        row = Row(f"code {name}", statistics.median(times), statistics.median(wrong), "ms", target, note)
        rows.append(row)
    return rows
