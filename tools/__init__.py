"""Everything that gets the portal running on one machine, in the standard library alone."""
