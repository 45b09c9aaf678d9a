"""Setup: Django as the desk uses it: no models, no database, sessions in signed cookies, everything from one origin."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

import django
from django.conf import settings

from chronofile.desk.premises import Premises

HERE = Path(__file__).resolve().parent
COOKIE = "chronofile"
LONGEST_UPLOAD_BYTES = 512 * 2**20
"""One request's files together: larger archives are added as a folder on this computer, which copies nothing."""


def set_up(premises: Premises) -> None:
    """Make this process a desk. Later calls only change the premises (tests open many desks)."""
    if settings.configured:
        settings.PREMISES = premises
        return
    settings.configure(
        PREMISES=premises,
        DEBUG=False,
        SECRET_KEY=secrets.token_urlsafe(48),  # a session ends with the program: there is nothing to steal afterwards
        ALLOWED_HOSTS=["127.0.0.1", "localhost"],
        ROOT_URLCONF="chronofile.desk.urls",
        INSTALLED_APPS=["chronofile.desk"],
        MIDDLEWARE=[
            "chronofile.desk.door.door",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "chronofile.desk.door.inside",
            "chronofile.desk.language.language",
            "django.middleware.csrf.CsrfViewMiddleware",
            "chronofile.desk.trouble.trouble",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE / "templates"],
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "chronofile.desk.frame.everywhere",
                    ],
                    "builtins": ["chronofile.desk.templatetags.desk", "django.templatetags.i18n"],
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.filesystem.Loader"],
                        )
                    ],
                },
            }
        ],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        CSRF_COOKIE_NAME=COOKIE + "_form",
        CSRF_COOKIE_HTTPONLY=True,
        CSRF_COOKIE_SAMESITE="Strict",
        CSRF_FAILURE_VIEW="chronofile.desk.trouble.form_refused",
        DATA_UPLOAD_MAX_MEMORY_SIZE=64 * 2**20,
        DATA_UPLOAD_MAX_NUMBER_FIELDS=20_000,
        DATA_UPLOAD_MAX_NUMBER_FILES=5_000,
        FILE_UPLOAD_HANDLERS=["django.core.files.uploadhandler.TemporaryFileUploadHandler"],
        USE_I18N=True,
        USE_TZ=True,
        LANGUAGE_CODE="en",
        LANGUAGES=[("en", "English")],
        LOCALE_PATHS=[HERE / "locale"],
        LOGGING_CONFIG=None,  # Django's own log would hold addresses and errors: case text stays out of logs
        APPEND_SLASH=False,
    )
    django.setup(set_prefix=False)
    logging.getLogger("django").addHandler(logging.NullHandler())
    logging.getLogger("django").propagate = False
