"""Statutory pay: sick pay and six family payments, who is entitled, how much, and what HMRC gives back."""
