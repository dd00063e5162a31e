"""The pay calculation: values in, values out; no clock, database, settings or logging."""
