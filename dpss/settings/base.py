"""Settings that are the same everywhere. `configure` adds what the environment decides."""

import os
from pathlib import Path
from typing import Any

import allauth
from csp import constants as csp
from django.core.exceptions import ImproperlyConfigured

from dpss.settings import env

ROOT = Path(__file__).resolve().parent.parent.parent
ROLES = {"owner": "dpss_owner", "app": "dpss_app", "reader": "dpss_reader"}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_forms_gds",
    "csp",
    "pghistory",
    "pgtrigger",
    "dpss.access",
    "dpss.web",
    "contracts",
    "ledger",
    "clients",
    "payroll",
    "recruitment",
    "reviews",
    "commissioning",
    "dpss.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dpss.web.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dpss.access.middleware.Roles",
    "dpss.access.middleware.SecondFactor",
    "dpss.access.middleware.RequestTransaction",
    "dpss.portal.acting.ActingForMiddleware",
]

ROOT_URLCONF = "dpss.urls"
WSGI_APPLICATION = "dpss.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dpss.portal.context.page",
            ],
            "builtins": ["dpss.web.templatetags.components"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/home/"
LOGIN_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "dpss.access.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Beside the usual ones of signing in: whoever asks for a direct payment without a sign-in.
ACCOUNT_RATE_LIMITS = {"refer": "10/h/ip"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "dpss.access.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "dpss.access.second_factor.AuthenticateForm",
    "authenticate_webauthn": "dpss.access.second_factor.AuthenticateWebAuthnForm",
    "login_webauthn": "dpss.access.second_factor.LoginWebAuthnForm",
    "reauthenticate": "dpss.access.second_factor.ReauthenticateForm",
    "reauthenticate_webauthn": "dpss.access.second_factor.ReauthenticateWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A phone whose clock is half a minute off still signs in.
MFA_TOTP_TOLERANCE = 1
# Shown to the person. Written by `dpss.access.idle`, once a minute; allauth's middleware writes every time.
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
# Of the packages only the scripts that passkeys and e-mail pages need; their own finder would serve more.
_ALLAUTH = Path(allauth.__file__).parent
STATICFILES_DIRS = [ROOT / "static", _ALLAUTH / "mfa" / "static", _ALLAUTH / "account" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dpss.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.NONE],
        "script-src": [csp.SELF],
        "style-src": [csp.SELF],
        "img-src": [csp.SELF, "data:"],
        "connect-src": [csp.SELF],
        "font-src": [csp.SELF],
        "form-action": [csp.SELF],
        "frame-ancestors": [csp.NONE],
        "base-uri": [csp.NONE],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

PGHISTORY_DEFAULT_TRACKERS = ()

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 210
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Europe/London"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Typed here; each gets its value from the environment, in `configure`.
DPSS_VAR = ROOT / "var"
DPSS_DEFAULT_COUNCIL = ""
DPSS_FIELD_KEYS = ""
DPSS_INDEX_KEY = ""
DPSS_IDLE_MINUTES = 30
DPSS_TEXT_KEY = ""
DPSS_TEXT_TEMPLATE = ""
DPSS_SCANNER = ""
DPSS_HMRC_MODE = "sandbox"
DPSS_HMRC_ADDRESS = ""
DPSS_HMRC_SENDER = ""
DPSS_HMRC_PASSWORD = ""
DPSS_HMRC_VENDOR = ""
# None: the real clock. In the demo, a file that holds the date.
DPSS_CLOCK_FILE: Path | None = None
DPSS_DEMO = False

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "dpss": {"level": "INFO"},
        "payroll": {"level": "INFO"},
        "ledger": {"level": "INFO"},
        # Weighs every glyph it subsets.
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}


def database_role() -> str:
    """The Postgres role of this process: `app` unless the command asked for another before settings load."""
    role = os.environ.get("DPSS_DB_ROLE", "app")
    if role not in ROLES:
        raise env.ConfigurationError(f"DPSS_DB_ROLE is {role!r}. It can be owner, app or reader.")
    return role


def configure(environment: env.Environment) -> dict[str, Any]:
    """Turn the environment into Django settings."""
    if not environment.default_council:
        raise ImproperlyConfigured("DPSS_DEFAULT_COUNCIL is empty.")
    hosts = [host.strip() for host in environment.hosts.split(",") if host.strip()]
    return {
        "SECRET_KEY": environment.secret_key.get_secret_value(),
        "ALLOWED_HOSTS": hosts,
        "CSRF_TRUSTED_ORIGINS": [
            origin.strip() for origin in environment.origins.split(",") if origin.strip()
        ],
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": environment.db_host,
                "PORT": str(environment.db_port),
                "NAME": environment.db_name,
                "USER": ROLES[database_role()],
                "PASSWORD": environment.db_password.get_secret_value(),
                "CONN_MAX_AGE": 60,
                "CONN_HEALTH_CHECKS": True,
                "OPTIONS": {"application_name": f"dpss {database_role()}"},
            }
        },
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": environment.cache_url,
                "KEY_PREFIX": "dpss",
            }
        },
        "CELERY_BROKER_URL": environment.broker_url,
        "DEFAULT_FROM_EMAIL": environment.email_from,
        "EMAIL_HOST": environment.email_host,
        "EMAIL_PORT": environment.email_port,
        "EMAIL_HOST_USER": environment.email_user,
        "EMAIL_HOST_PASSWORD": environment.email_password.get_secret_value(),
        "STATIC_ROOT": ROOT / "staticfiles",
        "DPSS_VAR": environment.var,
        "DPSS_DEFAULT_COUNCIL": environment.default_council,
        "DPSS_FIELD_KEYS": environment.field_keys.get_secret_value(),
        "DPSS_INDEX_KEY": environment.index_key.get_secret_value(),
        "DPSS_IDLE_MINUTES": environment.idle_minutes,
        "ALLAUTH_TRUSTED_PROXY_COUNT": environment.proxies,
        "DPSS_TEXT_KEY": environment.text_key.get_secret_value(),
        "DPSS_TEXT_TEMPLATE": environment.text_template,
        "DPSS_SCANNER": environment.scanner,
        "DPSS_HMRC_MODE": environment.hmrc_mode,
        "DPSS_HMRC_ADDRESS": environment.hmrc_address,
        "DPSS_HMRC_SENDER": environment.hmrc_sender,
        "DPSS_HMRC_PASSWORD": environment.hmrc_password.get_secret_value(),
        "DPSS_HMRC_VENDOR": environment.hmrc_vendor,
    }
