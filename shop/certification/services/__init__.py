"""Change the register: each step one function."""

from shop.certification.services.changes import (
    Entry,
    attach_scan,
    confirm_day,
    correct,
    extend,
    revoke,
)
from shop.certification.services.decisions import Decision, apply, choose, discard, keep, undo
from shop.certification.services.entries import record_certificate, supersede
from shop.certification.services.reminders import Reminder, remind

__all__ = [
    "Decision",
    "Entry",
    "Reminder",
    "apply",
    "attach_scan",
    "choose",
    "confirm_day",
    "correct",
    "discard",
    "extend",
    "keep",
    "record_certificate",
    "remind",
    "revoke",
    "supersede",
    "undo",
]
