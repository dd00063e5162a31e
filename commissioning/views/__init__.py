"""The commissioner's pages: figures with what they are out of, and how each was worked out."""
