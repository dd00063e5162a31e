"""The employer's side: what employing someone costs in a year, and what builds up to be paid at the end."""
