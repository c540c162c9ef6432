"""Every setting of the program, read from the environment; a bad value stops the start."""

import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PROJECT = Path(__file__).resolve().parent.parent


def _flag(name, default=False):
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name}: write 1 or 0, not {value!r}")
    return value in {"1", "true", "yes"}


def _number(name, default):
    value = os.environ.get(name, str(default)).strip()
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}: write a number, not {value!r}")
    return int(value)


def _listed(name):
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def _kept_secret(name):
    """A random key of this home, made the first time it is asked for."""
    path = HOME / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f".{name}.{os.getpid()}")
        fresh.write_text(secrets.token_urlsafe(48))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first: its key is the key
        finally:
            fresh.unlink()
    return path.read_text().strip()


# The home: database, keys, files and logs
HOME = Path(os.environ.get("KOIOS_HOME", PROJECT / "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)
FILES_ROOT = HOME / "files"

SECRET_KEY = _kept_secret("secret")
TOKEN_KEY = _kept_secret("tokens")  # public links; apart, so that the other can be changed
TRAIL_KEY = _kept_secret("trail")  # salts of personal values on the trail
SEAL_KEY = _kept_secret("seal")  # what is kept sealed in the database: the relay's password

DEBUG = _flag("KOIOS_DEBUG")
BASE_URL = os.environ.get("KOIOS_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = _listed("KOIOS_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
if BASE_URL.split("//", 1)[-1].split(":", 1)[0] not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(BASE_URL.split("//", 1)[-1].split(":", 1)[0])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = _listed("KOIOS_TRUSTED_PROXIES")  # addresses whose X-Forwarded-For we believe

INSTALLED_APPS = [
    "koios.core",
    "koios.ui",
    "koios.accounts",
    "koios.office",
    "koios.signing",
    "koios.customers",
    "koios.actions",
    "koios.quotes",
    "koios.contracts",
    "koios.verification",
    "koios.scheduling",
    "koios.cases",
    "koios.demo",
    "koios.bench",
    "koios",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django.forms",  # the templates of the widgets, for FORM_RENDERER
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "koios.core.middleware.WayBackMiddleware",
    "koios.core.middleware.OriginMiddleware",
    "koios.core.middleware.RefusalMiddleware",
    "koios.accounts.middleware.DoorMiddleware",
    "axes.middleware.AxesMiddleware",
]

# The benchmark brings bare views of its own, in a throw-away home.
ROOT_URLCONF = "koios.bench.urls" if _flag("KOIOS_BENCH") else "koios.urls"
WSGI_APPLICATION = "koios.wsgi.application"
SCHEDULE = "koios.schedule"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "koios.ui.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "koios.ui.controls.Renderer"

# The database: embedded, or PostgreSQL by DATABASE_URL
DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{HOME / 'koios.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # DEFERRED fails under two writers; IMMEDIATE waits its turn.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    INSTALLED_APPS.append("procrastinate.contrib.django")  # brings the jobs to the worker
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a restart of PostgreSQL is no error 500
    # Compiling the question of a list takes longer than the list, and trying every order of the
    # dozen tables of a record longer than reading them. What the address says goes last.
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options["options"] = (
        f"-c jit=off -c join_collapse_limit=6 {_options.get('options', '')}".strip()
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time: Spanish is written in the code, English is a translation
LANGUAGE_CODE = "es-co"
LANGUAGES = [("es-co", _("Español")), ("en", _("Inglés"))]
LOCALE_PATHS = [PROJECT / "koios" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Bogota"

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "build" / "static"
TESTING = "pytest" in sys.modules
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG

# People
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mails are unique whatever their capitals: a constraint
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
ACCOUNT_ADAPTER = "koios.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: no page does it
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # who was invited by e-mail has read it
ACCOUNT_RATE_LIMITS = False  # ours count in the database, for all processes
MFA_ADAPTER = "koios.accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # a telephone whose clock is half a minute off
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the trail tells who came in
AXES_USERNAME_CALLABLE = "koios.accounts.throttle.who"
AXES_CLIENT_IP_CALLABLE = "koios.core.limits.client_ip"
AXES_LOCKOUT_CALLABLE = "koios.accounts.throttle.locked_out"

# Browser safety
_SECURE = BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "koios.ui.errors.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "koios.core.files.receiving.SparingUploadHandler",
]

# Mail that leaves: a relay, given by the environment or, when it is silent, by the settings page
SMTP = {
    "host": os.environ.get("KOIOS_SMTP_HOST", ""),
    "port": _number("KOIOS_SMTP_PORT", 587),
    "user": os.environ.get("KOIOS_SMTP_USER", ""),
    "password": os.environ.get("KOIOS_SMTP_PASSWORD", ""),
    "security": os.environ.get("KOIOS_SMTP_SECURITY", "starttls"),  # none, starttls, tls
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "koios": {"level": "INFO"},
        # Somebody called us by another name: a 400 for them, nothing for us to mend.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
