"""The only code that writes the demo: rows made from plain values, in batches, as the tables' owner."""
