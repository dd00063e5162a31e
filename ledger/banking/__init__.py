"""Banks: files of payments, the days on which they work, and checks of account numbers. Pure."""
