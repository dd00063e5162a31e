"""A made-up county: pure generators of who lives in it, and the writers that put it in the database."""
