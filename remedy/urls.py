"""Addresses of the channel, and of the cases that come through it."""

from django.urls import path

from remedy.intake import erasing, help, inbox, raising
from remedy.views import assignments, cases, files, keeping, numbers

app_name = "remedy"

# No account, no cookie, and nothing in the address but a company's name (remedy/intake/).
CHANNEL = [
    path("raise/", raising.start, name="start"),
    path("raise/help/", help.page, name="help"),
    path("raise/inbox/", inbox.inbox, name="inbox"),
    path("raise/inbox/messages/", inbox.message, name="inbox_message"),
    path("raise/inbox/files/", inbox.file, name="inbox_file"),
    path("raise/inbox/anonymity/", inbox.anonymity, name="inbox_anonymity"),
    path("raise/inbox/withdrawal/", inbox.withdrawal, name="inbox_withdrawal"),
    path("raise/inbox/appeal/", inbox.appeal, name="inbox_appeal"),
    path("raise/inbox/judgement/", inbox.judgement, name="inbox_judgement"),
    path("raise/inbox/erasure/", erasing.erasure, name="inbox_erasure"),
    path("raise/inbox/last-proof/", erasing.last_proof, name="last_proof"),
    path("raise/inbox/proof/", inbox.receipt, name="receipt"),
]
CASES = [
    path("cases/", cases.cases, name="cases"),
    path("cases/numbers/", numbers.numbers, name="case_numbers"),
    path("cases/numbers/csv/", numbers.csv, name="case_numbers_csv"),
    path("cases/numbers/json/", numbers.json, name="case_numbers_json"),
    path("cases/<uuid:pk>/", cases.case, name="case"),
    path("cases/<uuid:pk>/statement/", cases.statement, name="case_statement"),
    path("cases/<uuid:pk>/messages/", cases.reply, name="case_reply"),
    path("cases/<uuid:pk>/steps/", cases.step, name="case_step"),
    path("cases/<uuid:pk>/files/<uuid:file_pk>/", files.case_file, name="case_file"),
    path("cases/<uuid:pk>/colleagues/", assignments.colleagues, name="case_colleagues"),
    path("cases/<uuid:pk>/stepping-back/", assignments.stepping_back, name="case_stepping_back"),
    path("cases/<uuid:pk>/holds/", keeping.holds, name="case_holds"),
    path("cases/<uuid:pk>/holds/ending/", keeping.hold_ending, name="case_hold_ending"),
    path("cases/<uuid:pk>/deletion/", keeping.deletion, name="case_deletion"),
]
# A company's name in the address comes last, so that no channel takes the place of a page.
urlpatterns = [*CHANNEL, *CASES, path("raise/<slug:slug>/", raising.concern, name="concern")]
