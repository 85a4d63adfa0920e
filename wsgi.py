"""Where a web server finds the application."""

from festival.app import create_app
from festival.config import Config

application = create_app(Config.from_env())
