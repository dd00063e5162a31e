"""How django-allauth behaves here: who may join, what is on record, and how secrets are kept."""

import base64
import logging
import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse

from dpss import clock
from dpss.access import actors, models, queries, sealing, sign_ins
from dpss.access.requests import PortalRequest

logger = logging.getLogger(__name__)
# allauth does not say which row a secret is for, so it is bound to the table and the column alone.
TABLE, COLUMN, NO_ROW = "mfa_authenticator", "data", uuid.UUID(int=0)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are invited by staff who know them; how they sign in is on record."""

    request: PortalRequest

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account without a role would see nothing."""
        return False

    def login(self, request: PortalRequest, user: models.User) -> None:
        """Every step is passed: from here on they are signed in, in the role that acts first."""
        super().login(request, user)
        today = clock.today()
        roles = queries.open_memberships(user_id=user.pk, today=today)
        role = queries.chosen_role(roles, key=request.session.get("membership"))
        actor = queries.actor_of(role, today=today) if role else None
        self._record(sign_ins.SIGN_IN, user.pk, actor=actor)

    def logout(self, request: PortalRequest) -> None:
        """Put on record who leaves, while that is known."""
        self._record(sign_ins.SIGN_OUT, request.user.pk, actor=request.actor)
        super().logout(request)

    def authentication_failed(self, request: PortalRequest, **credentials: Any) -> None:
        """A wrong password, or an address that nobody has, which is not kept."""
        meant = filter_users_by_email(credentials.get("email", ""), prefer_verified=True)
        user_id = meant[0].pk if meant else None
        request.kept_events.append(sign_ins.event(sign_ins.FAIL_PASSWORD, user_id=user_id))

    def respond_user_inactive(self, request: PortalRequest, user: models.User) -> HttpResponse:
        """The right password of an account that is closed."""
        request.kept_events.append(sign_ins.event(sign_ins.REFUSE, user_id=user.pk))
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    def send_notification_mail(
        self,
        template_prefix: str,
        user: models.User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """How somebody signs in was changed: put it on record, and tell them.

        The change stands when the mail service is away.
        """
        self._record(sign_ins.CHANGES[template_prefix], user.pk, actor=self.request.actor)
        try:
            super().send_notification_mail(template_prefix, user, context, email)
        except OSError as error:  # Only its kind is logged: the error itself can name the address.
            logger.error("%s was not sent: %s", template_prefix, type(error).__name__)  # noqa: TRY400

    def _record(self, verb: str, user_id: uuid.UUID | None, *, actor: actors.Actor | None) -> None:
        sign_ins.record(verb, user_id=user_id, actor=actor, at=clock.now())


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of authenticator apps and recovery codes are sealed with the field keys."""

    def encrypt(self, text: str) -> str:
        """What the table holds of a secret."""
        return base64.b64encode(sealing.seal(text, table=TABLE, pk=NO_ROW, column=COLUMN)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Raises SealBroken, also for one that was never sealed."""
        try:
            sealed = base64.b64decode(encrypted_text, validate=True)
        except ValueError:
            sealed = b""
        return sealing.unseal(sealed, table=TABLE, pk=NO_ROW, column=COLUMN)
