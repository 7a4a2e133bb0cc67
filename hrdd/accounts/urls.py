"""Addresses about people."""

from django.urls import path

from hrdd.accounts.views import invitation, key, own, people

app_name = "accounts"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<uuid:organisation_pk>/", people.organisation, name="organisation"),
    path("people/<uuid:organisation_pk>/invitations/", people.invitations, name="invitations"),
    path(
        "people/<uuid:organisation_pk>/invitations/<uuid:invitation_pk>/withdrawal/",
        people.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path("people/<uuid:organisation_pk>/<uuid:user_pk>/roles/", people.roles, name="roles"),
    path("people/<uuid:organisation_pk>/<uuid:user_pk>/departure/", people.departure, name="departure"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("settings/", own.settings, name="settings"),
    path("settings/tokens/", own.tokens, name="tokens"),
    path("settings/tokens/<uuid:token_pk>/withdrawal/", own.token_withdrawal, name="token_withdrawal"),
    path("settings/key/", key.key, name="key"),
    path("settings/key/unlocking/", key.unlocking, name="key_unlocking"),
    path("settings/key/locking/", key.locking, name="key_locking"),
]
