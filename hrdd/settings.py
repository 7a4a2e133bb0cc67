"""All settings, from the environment alone; a missing required value stops the start with its name."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

# Imported here so that tasks are sent with this application in every process.
from hrdd.api.naming import DESCRIPTION
from hrdd.celery import app as celery_app  # noqa: F401
from hrdd.lib import envelopes

BASE_DIR = Path(__file__).resolve().parent.parent


def required(name: str) -> str:
    """Returns the environment variable; raises ImproperlyConfigured with its name when it is empty."""
    if value := os.environ.get(name, ""):
        return value
    raise ImproperlyConfigured(f"Set the environment variable {name}. See .env.example.")


def database(url: str) -> dict[str, object]:
    """Returns Django's settings for a PostgreSQL address; sockets are given as ?host=/folder."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", ""),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
        # Short queries: compiling one would take longer than running it.
        "OPTIONS": {
            "application_name": "hrdd",
            "connect_timeout": 5,
            "options": "-c statement_timeout=30000 -c jit=off",
        },
    }


DEBUG = os.environ.get("HRDD_DEBUG") == "1"
SECRET_KEY = required("SECRET_KEY")
# Seal the identities of people who were heard (hrdd.lib.sealing): the newest first, older ones still open.
IDENTITY_SECRETS = [secret.strip() for secret in required("IDENTITY_SECRETS").split(",") if secret.strip()]
if min(map(len, IDENTITY_SECRETS), default=0) < 32:
    raise ImproperlyConfigured("IDENTITY_SECRETS must each have 32 characters at least. See .env.example.")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
BASE_URL = required("BASE_URL").rstrip("/")
# script/server on one's own machine: as in production, but over plain http and with the demo allowed.
LOCAL = os.environ.get("HRDD_LOCAL") == "1"
if LOCAL and urlsplit(BASE_URL).hostname not in ("localhost", "127.0.0.1", "::1"):
    raise ImproperlyConfigured(
        "HRDD_LOCAL=1 is for this machine alone: BASE_URL must be a localhost address."
    )
if not (DEBUG or LOCAL) and urlsplit(BASE_URL).scheme != "https":
    raise ImproperlyConfigured("BASE_URL must start with https:// unless HRDD_DEBUG=1.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "guardian",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "template_partials",
    "csp",
    "django_countries",
    "hrdd.lib",
    "hrdd.audit",
    "hrdd.accounts",
    "hrdd.sharing",
    "hrdd.api",
    "hrdd.discussions",
    "hrdd.evidence",
    "taxonomy",
    "assessments",
    "stakeholders",
    "remedy",
    "hrdd.reports",
    "hrdd.dashboard",
]

MIDDLEWARE = [
    # The first, so that nothing is logged of people without an account, whoever logs it.
    "hrdd.lib.logs.Unnoticed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hrdd.accounts.middleware.SignInOrNothing",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "hrdd.urls"
WSGI_APPLICATION = "hrdd.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hrdd.accounts.context.person",
            ],
            "builtins": [
                "hrdd.lib.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

# Two roles: the product runs as the app role; migrations run as the owner (see hrdd.lib's migrate).
DATABASES = {"default": database(required("DATABASE_URL"))}
if owner_url := os.environ.get("DATABASE_OWNER_URL"):
    DATABASES["owner"] = database(owner_url) | {"TEST": {"DEPENDENCIES": []}}
    DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CELERY_BROKER_URL = required("CELERY_BROKER_URL")
CACHE_URL = os.environ.get("CACHE_URL") or CELERY_BROKER_URL
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL},
    # What must lie nowhere but in the memory of one process: addresses from which codes are guessed.
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "memory",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = {
    "hrdd.reports.tasks.*": {"queue": "reports"},
    "hrdd.lib.mail.*": {"queue": "mail"},
    "hrdd.*.clock.*": {"queue": "clock"},
    "assessments.clock.*": {"queue": "clock"},
    "remedy.clock.*": {"queue": "clock"},
}
CELERY_TASK_TIME_LIMIT = 1800
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_500_000  # KiB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    # Asked often, so that nobody waits long after a worker died; what no worker took in time is dropped.
    "requeue-stuck-reports": {
        "task": "hrdd.reports.clock.requeue_stuck_runs",
        "schedule": timedelta(seconds=5),
        "options": {"expires": 5},
    },
    "look-after-imports": {
        "task": "assessments.clock.look_after_imports",
        "schedule": timedelta(seconds=15),
        "options": {"expires": 15},
    },
    "end-expired-grants": {"task": "assessments.clock.end_expired_grants", "schedule": timedelta(minutes=10)},
    "end-leaves": {"task": "remedy.clock.end_leaves", "schedule": timedelta(hours=6)},
    "close-escrow": {"task": "remedy.clock.close_escrow", "schedule": timedelta(minutes=5)},
    "drop-old-drafts": {"task": "assessments.clock.drop_old_drafts", "schedule": timedelta(hours=6)},
    "publish-numbers-of-cases": {"task": "remedy.clock.publish_numbers", "schedule": timedelta(hours=6)},
}

AUTH_USER_MODEL = "accounts.User"
# Guardian's own backend is left out on purpose: it knows no end dates. hrdd.sharing answers instead.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# How hard passwords and codes are stretched into keys: rounds, and memory in bytes.
KEY_WORK = (envelopes.USUAL.rounds, envelopes.USUAL.memory)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "hrdd.accounts.adapter.InvitationOnly"
ACCOUNT_FORMS = {"change_password": "hrdd.accounts.password_forms.ChangePassword"}
# Of wrong passwords to a key; allauth's own limits stay as they are.
ACCOUNT_RATE_LIMITS = {"personal_key": "10/5m/user"}
# In production one proxy stands before web: its last word on who calls counts, nobody else's.
TRUSTED_PROXIES = 0 if DEBUG or LOCAL else 1
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = os.environ.get("STATIC_ROOT") or BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "hrdd.lib.bundles.BundleFinder",
]
MEDIA_ROOT = os.environ.get("FILES_ROOT") or BASE_DIR / "var" / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Hashed names need collected files; development and tests serve the sources through the finders.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "hrdd.lib.bundles.HashedNames"
    },
}
# Of everything in a request but its files; those have a limit of their own, and above 2.5 MB lie on disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5
EVIDENCE_MAX_BYTES = 25 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "hrdd.evidence.receiving.UpToTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The virus scanner that sees every uploaded file: tcp://host:3310 or unix:///path; none when empty.
CLAMAV_URL = os.environ.get("CLAMAV_URL", "")
if CLAMAV_URL and not CLAMAV_URL.startswith(("tcp://", "unix:///")):
    raise ImproperlyConfigured("CLAMAV_URL must start with tcp:// or unix:///.")

if mail_folder := os.environ.get("MAIL_FOLDER"):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = mail_folder
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "HRDD Workbench <workbench@localhost>")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "hrdd.lib.errors.csrf_failed"
if not (DEBUG or LOCAL):
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["hrdd.api.authentication.BearerToken"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["hrdd.api.parsers.WholeText"],
    "DEFAULT_PAGINATION_CLASS": "hrdd.api.paging.Cursor",
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS would describe forms to people who may not see the row
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["hrdd.api.throttles.PerToken", "hrdd.api.throttles.PerAddress"],
    "NUM_PROXIES": TRUSTED_PROXIES,
    "DEFAULT_THROTTLE_RATES": {"token": "6000/min", "address": "600/min"},
    "EXCEPTION_HANDLER": "hrdd.api.errors.problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = DESCRIPTION

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"nothing_of_visitors": {"()": "hrdd.lib.logs.NothingOfVisitors"}},
    # The one handler there is: Django's own, to the console and by mail, are taken away below.
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["nothing_of_visitors"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
