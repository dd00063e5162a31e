"""The tables of who may, who sees and who did."""

from dpss.access.models.audit import AuditEvent, AuditStream
from dpss.access.models.base import CouncilRow, Dated, Keyed, OrganisationRow, SubjectRow
from dpss.access.models.contact import ContactChoice
from dpss.access.models.people import Council, Membership, Organisation, User
from dpss.access.models.reach import Reach, Recusal, Subject
from dpss.access.models.work import OutboxMessage

__all__ = [
    "AuditEvent",
    "AuditStream",
    "ContactChoice",
    "Council",
    "CouncilRow",
    "Dated",
    "Keyed",
    "Membership",
    "Organisation",
    "OrganisationRow",
    "OutboxMessage",
    "Reach",
    "Recusal",
    "Subject",
    "SubjectRow",
    "User",
]
