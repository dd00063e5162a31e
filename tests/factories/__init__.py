"""Valid rows with as little said as possible: each function writes one row and takes what a test cares about.

They write with whatever rights the connection has: as the owner when the template is made, as an actor
in a test (`with acting(actor)`), where row-level security decides as it does in the portal.
"""

import datetime as dt

TODAY = dt.date(2026, 11, 21)
AT = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
