"""The doors through which messages leave, and what can be known of each try."""

import logging
from contextlib import suppress
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core import mail  # noqa: TID251  the one place that sends

from lianxin.followers.notifications.bulletins import Letter
from lianxin.followers.notifications.rules import Result

log = logging.getLogger(__name__)
FOR_GOOD = 500  # the first of the codes by which a server says "never"


def email(letter: Letter, *, to: str, name: str) -> Result:
    """Hand a letter to the mail server; `name` makes the same message known as the same."""
    connection = mail.get_connection()
    try:
        connection.open()
    except (OSError, SMTPException):
        log.warning("the mail server does not answer", exc_info=True)
        return Result.NOT_NOW
    headers = {"Message-ID": f"<{name}@lianxin>", "Auto-Submitted": "auto-generated"}
    message = mail.EmailMessage(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers
    )
    try:
        connection.send_messages([message])
    except SMTPRecipientsRefused as refused:
        return _refused(next(iter(refused.recipients.values()))[0], name)
    except SMTPResponseException as refused:
        return _refused(refused.smtp_code, name)
    except (OSError, SMTPException):
        log.warning("nobody knows whether message %s left", name, exc_info=True)
        return Result.UNKNOWN
    finally:
        with suppress(OSError, SMTPException):
            connection.close()
    return Result.TAKEN


def _refused(code: int, name: str) -> Result:
    log.warning("the mail server refused message %s: %s", name, code)
    return Result.REFUSED if code >= FOR_GOOD else Result.NOT_NOW


def journal(letter: Letter) -> Result:
    """Write a letter into the log, where no mail is configured."""
    log.info("message to a resident: %s\n%s", letter.subject, letter.text)
    return Result.TAKEN
