"""The employer's pension duties: who goes into a pension and when, what must be told, what is paid back."""
