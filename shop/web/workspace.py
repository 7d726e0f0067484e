"""The producer's workspace: one blueprint whose pages the domains add, as they fill its menu."""

from flask import Blueprint

bp = Blueprint("workspace", __name__, url_prefix="/workspace")
