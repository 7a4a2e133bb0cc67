from django.apps import AppConfig


class Accounts(AppConfig):
    name = "hrdd.accounts"
    label = "accounts"
