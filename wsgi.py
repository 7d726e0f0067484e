"""The web server's entry point; also FLASK_APP."""

import sys

from shop import create_app
from shop.errors import SettingError

try:
    app = create_app()
except SettingError as error:
    sys.exit(f"error: {error}")
