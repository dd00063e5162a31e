"""How people are contacted, links to timesheets, and the hours inbox."""

import datetime as dt
from typing import Any

from psycopg2.extras import DateRange

from dpss.access import models as access_models
from dpss.access import policy
from payroll import models
from tests.factories import AT, TODAY, access


def contact_choice(*, about: Any, **given: Any) -> access_models.ContactChoice:
    """Somebody chose e-mail. Needs `user_id`."""
    usual = {"way": "email", "chosen_at": AT}
    return access_models.ContactChoice.objects.create(**access.on(about), **usual | given)


def text_approver(*, client: Any, **given: Any) -> models.TextApprover:
    """The client approves by text; the PIN opens nothing unless one is given."""
    usual = {"user_id": client.user_id, "role": policy.CLIENT, "pin": "!", "chosen_at": AT}
    return models.TextApprover.objects.create(client=client, **access.on(client), **usual | given)


def sheet_link(
    *, timesheet: models.Timesheet, approver: models.TextApprover, **given: Any
) -> models.SheetLink:
    """A link that was sent for the sheet as it waits. Needs `token_hash`."""
    usual = {
        "submitted_at": timesheet.submitted_at or AT,
        "digest": timesheet.digest or "0" * 64,
        "made_at": AT,
        "due_at": AT,
        "sent_at": AT,
        "expires_at": timesheet.period.sheets_in_by,
    }
    return models.SheetLink.objects.create(
        timesheet=timesheet, approver=approver, **access.on(timesheet), **usual | given
    )


def inbox_item(**given: Any) -> models.InboxItem:
    """An e-mail from nobody that we know. Needs `council_id` and `organisation_id`."""
    usual = {
        "source": "email",
        "received_key": "<hours-1@example.org>",
        "received_on": TODAY,
        "arrived_at": AT,
        "sender": "somebody@example.org",
        "about": "My hours",
        "text": "Monday 9 to 2.",
    }
    return models.InboxItem.objects.create(**usual | given)


def inbox_retention(**given: Any) -> models.InboxRetention:
    """Papers were kept for a year, in 2025. Needs `council_id`, `organisation_id` and `recorded_by_id`."""
    usual = {
        "months": 12,
        "owner": "The data protection officer",
        "during": DateRange(dt.date(2025, 1, 1), dt.date(2026, 1, 1)),
        "recorded_at": AT,
    }
    return models.InboxRetention.objects.create(**usual | given)


def inbox_file(*, item: models.InboxItem, **given: Any) -> models.InboxFile:
    """A picture."""
    usual = {"name": "hours.jpg", "kind": "jpeg", "size": 3, "sha256": "0" * 64, "scanned": False}
    mine = {"council_id": item.council_id, "organisation_id": item.organisation_id}
    return models.InboxFile.objects.create(item=item, **mine, **usual | given)


def sheet_evidence(
    *, timesheet: models.Timesheet, item: models.InboxItem, **given: Any
) -> models.SheetEvidence:
    """The picture that a sheet was entered from. Needs `filed_by_id` and `stored`."""
    usual = {
        "kind": "jpeg",
        "name": "hours.jpg",
        "received_on": dt.date(2026, 10, 26),
        "digest": "0" * 64,
        "filed_at": AT,
    }
    return models.SheetEvidence.objects.create(
        timesheet=timesheet, item=item, **access.on(timesheet), **usual | given
    )
