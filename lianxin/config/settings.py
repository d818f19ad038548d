"""Django's settings, from the environment."""

from pathlib import Path

from lianxin.config import environment

PACKAGE = Path(__file__).resolve().parent.parent

DATA_DIR = environment.data_dir()
LIANXIN_KEYS_DIR = environment.keys_dir()
LIANXIN_WITNESS = DATA_DIR / "tree-heads.jsonl"
LIANXIN_MODELS = DATA_DIR / "models"
LIANXIN_INSIGHT = DATA_DIR / "insight"
LIANXIN_PUBLICATIONS = DATA_DIR / "publications"
LIANXIN_FONT = environment.text("LIANXIN_FONT")
LIANXIN_FONTS = environment.text("LIANXIN_FONTS")
LIANXIN_BASE_URL = environment.text("LIANXIN_BASE_URL").rstrip("/")
LIANXIN_TILES = environment.tiles()
LIANXIN_TILES_DATUM = environment.tiles_datum()
LIANXIN_TILES_SOURCE = environment.text("LIANXIN_TILES_SOURCE")
LIANXIN_HOTLINE = environment.text("LIANXIN_HOTLINE")

LIANXIN_VARIABLES = environment.shown()
LIANXIN_DEFAULTS = [(one.name, one.default, one.purpose) for one in environment.VARIABLES]

LIANXIN_DEMO_MARK = environment.demo_mark()
LIANXIN_DEMO = environment.demo()

DEBUG = environment.switch("LIANXIN_DEBUG")
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = [host.strip() for host in environment.text("LIANXIN_HOSTS").split(",")]
CSRF_TRUSTED_ORIGINS = [LIANXIN_BASE_URL]
ROOT_URLCONF = "lianxin.config.urls"
WSGI_APPLICATION = "lianxin.config.wsgi.application"

INSTALLED_APPS = [
    "lianxin.foundation.ledger",
    "lianxin.foundation.files",
    "lianxin.foundation.pace",
    "lianxin.registers.calendars",
    "lianxin.registers.policies",
    "lianxin.registers.orgs",
    "lianxin.registers.residents",
    "lianxin.registers.places",
    "lianxin.registers.duties",
    "lianxin.registers.changes",
    "lianxin.registers.knowledge",
    "lianxin.casework.matters",
    "lianxin.casework.tickets",
    "lianxin.casework.oversight",
    "lianxin.casework.paperwork",
    "lianxin.followers.notifications",
    "lianxin.followers.triage",
    "lianxin.followers.insight",
    "lianxin.interfaces.web",
    "lianxin.interfaces.jobs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lianxin.interfaces.web.headers.Headers",
    "lianxin.interfaces.web.charset.Charset",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "lianxin.interfaces.web.closed.Maintenance",  # knows the language, and has asked for no row
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [
    PACKAGE / "foundation/words/locale",
    PACKAGE / "interfaces/web/resident/locale",
    PACKAGE / "interfaces/web/staff/locale",
    PACKAGE / "interfaces/web/field/locale",
]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

AUTH_USER_MODEL = "orgs.Staff"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "lianxin.interfaces.web.accounts.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
ACCOUNT_ADAPTER = "lianxin.interfaces.web.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}  # wrong codes of the second step, by person
LIANXIN_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies()
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lianxin"
AXES_VERBOSE = False
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "lianxin.interfaces.web.accounts.client_address"
AXES_USERNAME_CALLABLE = "lianxin.interfaces.web.accounts.counted_name"

SESSION_ENGINE = "lianxin.interfaces.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_SECURE = LIANXIN_BASE_URL.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "interfaces/web/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lianxin.interfaces.web.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "lianxin.interfaces.web.forms.Renderer"

STATIC_URL = "static/"
STATICFILES_DIRS = environment.pictures(PACKAGE)
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"  # never served by address: files come through pages that check
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if environment.text("LIANXIN_EMAIL_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(environment.email())
DEFAULT_FROM_EMAIL = environment.text("LIANXIN_EMAIL_FROM")
LIANXIN_SENDS_MAIL = bool(environment.text("LIANXIN_EMAIL_URL"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
