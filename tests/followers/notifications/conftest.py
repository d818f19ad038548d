"""A real mail server for the messages, on this machine."""

import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """What a mail server took, and what it answers."""

    def __init__(self):
        self.taken = []
        self.answer = "250 taken"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name for it
        if self.answer.startswith("250"):
            content = message_from_bytes(envelope.content, policy=default)
            self.taken.append((envelope.rcpt_tos, content))
        elif self.answer == "silence":
            server.transport.close()
        return self.answer


@pytest.fixture
def mailbox(settings):
    """A real mail server on this machine, to which the messages go."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_TIMEOUT = 5
    settings.LIANXIN_SENDS_MAIL = True
    yield box
    server.stop()
