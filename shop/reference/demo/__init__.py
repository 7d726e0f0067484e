"""Demonstration data: made up to show the shop, marked as such, apart from the facts."""
