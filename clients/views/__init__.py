"""Pages about clients: the caseload, the record, work, and money."""
