"""Writes about tables of risks: what people ask for, and what the worker does with it.

Everything a worker writes is fenced by the number of its attempt, as for reports: one that was given up for
dead and comes back writes nothing. The rows of a table are written in one transaction, or none of them is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.actions._bulk import write_risks
from assessments.actions._rows import begin_edit, save
from assessments.actions.moments import propose_moment
from assessments.entries import RiskEntry
from assessments.models import Assessment, Moment, Risk, RiskImport
from assessments.models.risk_import import HEARTBEAT_TIMEOUT, MAX_TRIES, MOST_PROBLEMS
from assessments.severity import Nature
from assessments.tables import NEEDED, Problem, guess
from assessments.tasks_door import send
from hrdd.accounts.models import User
from hrdd.audit.recorder import PRODUCT, record
from hrdd.lib.canonical import sha256
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.sheets import Table
