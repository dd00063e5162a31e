"""Messages out by e-mail, through whatever mail service the settings name."""

import smtplib

from django.core import mail


class NotSent(Exception):
    """The mail service did not take the message; it may be tried again."""


def send_email(*, to: str, text: str) -> None:
    """Send plain text: its first line is the subject. Raises `NotSent`."""
    subject, _, body = text.strip().partition("\n")
    try:
        mail.send_mail(subject.strip(), body.strip(), from_email=None, recipient_list=[to])
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(type(error).__name__) from error
