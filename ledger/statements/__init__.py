"""Statements of banks and card programmes, read into one shape and checked to the penny. Pure."""
