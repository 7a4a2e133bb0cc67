"""Addresses of the channel, and of the cases that come through it."""

from django.urls import path

from remedy.intake import erasing, help, inbox, proof, raising
from remedy.views import assignments, cases, channels, escrow, files, keeping, leaves, numbers

app_name = "remedy"

# No account, no cookie, and nothing in the address but a company's name (remedy/intake/).
CHANNEL = [
    path("raise/", raising.start, name="start"),
    path("raise/help/", help.page, name="help"),
    path("raise/proof/", proof.check, name="proof"),
    path("raise/keys/<uuid:company_pk>/", proof.keys, name="keys"),
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
    path("cases/leave/", leaves.leave, name="leave"),
    path("cases/leave/<uuid:leave_pk>/cases/", leaves.cases, name="leave_cases"),
    path("cases/leave/<uuid:leave_pk>/return/", leaves.back, name="leave_return"),
    path("cases/numbers/", numbers.numbers, name="case_numbers"),
    path("cases/numbers/csv/", numbers.csv, name="case_numbers_csv"),
    path("cases/numbers/json/", numbers.json, name="case_numbers_json"),
    path("cases/<uuid:pk>/", cases.case, name="case"),
    path("cases/<uuid:pk>/statement/", cases.statement, name="case_statement"),
    path("cases/<uuid:pk>/messages/", cases.reply, name="case_reply"),
    path("cases/<uuid:pk>/steps/", cases.step, name="case_step"),
    path("cases/<uuid:pk>/files/<uuid:file_pk>/", files.case_file, name="case_file"),
    path("cases/<uuid:pk>/colleagues/", assignments.colleagues, name="case_colleagues"),
    path(
        "cases/<uuid:pk>/colleagues/<uuid:assignment_pk>/key/",
        assignments.key_again,
        name="case_key_again",
    ),
    path("cases/<uuid:pk>/handover/", assignments.handover, name="case_handover"),
    path("cases/<uuid:pk>/escrow/", assignments.escrow_key, name="case_escrow"),
    path("cases/<uuid:pk>/identity/", assignments.identity, name="case_identity"),
    path("cases/<uuid:pk>/stepping-back/", assignments.stepping_back, name="case_stepping_back"),
    path("cases/<uuid:pk>/holds/", keeping.holds, name="case_holds"),
    path("cases/<uuid:pk>/holds/ending/", keeping.hold_ending, name="case_hold_ending"),
    path("cases/<uuid:pk>/deletion/", keeping.deletion, name="case_deletion"),
]
ESCROW = [
    path("escrow/", escrow.escrow, name="escrow"),
    path("escrow/uses/", escrow.uses, name="escrow_uses"),
    path("escrow/parts/", escrow.parts, name="escrow_parts"),
    path("escrow/uses/<uuid:use_pk>/", escrow.use, name="escrow_use"),
    path("escrow/uses/<uuid:use_pk>/agreement/", escrow.agreement, name="escrow_agreement"),
    path("escrow/uses/<uuid:use_pk>/refusal/", escrow.refusal, name="escrow_refusal"),
]
CHANNELS = [
    path("channels/", channels.channels, name="channels"),
    path("channels/new/", channels.new, name="channel_new"),
    path("channels/<uuid:pk>/", channels.channel, name="channel"),
    path("channels/<uuid:pk>/terms/", channels.terms, name="channel_terms"),
    path("channels/<uuid:pk>/desk/", channels.desk, name="channel_desk"),
    path("channels/<uuid:pk>/desk/<uuid:member_pk>/leaving/", channels.leaving, name="channel_leaving"),
    path("channels/<uuid:pk>/escrow/", channels.escrow, name="channel_escrow"),
    path("channels/<uuid:pk>/opening/", channels.opening, name="channel_opening"),
    path("channels/<uuid:pk>/closing/", channels.closing, name="channel_closing"),
]
# A company's name in the address comes last, so that no channel takes the place of a page.
urlpatterns = [
    *CHANNEL,
    *CASES,
    *ESCROW,
    *CHANNELS,
    path("raise/<slug:slug>/", raising.concern, name="concern"),
]
