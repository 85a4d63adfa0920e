"""Finds the built styles, scripts and pictures under the names they have today, and serves them small."""

import json
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, current_app, url_for
from whitenoise import WhiteNoise

EXTENSION = "festival.assets"
HASHED = r"-[A-Z0-9]{8}\."  # a name that changes with its content, so that browsers may keep it for ever


class AssetsNotBuilt(RuntimeError):
    """The styles and scripts were never built, or one that a page asks for is not among them."""


class Assets:
    """The manifest that `assets/build.mjs` writes: source name → built name, read once."""

    def __init__(self, folder: Path) -> None:
        self._manifest = folder / "manifest.json"
        self._built: dict[str, str] | None = None

    def built_name(self, source: str) -> str:
        """Give the built file's path within the static folder, e.g. `css/site-3K2LQ7WD.css`.

        Raises AssetsNotBuilt when there is no such file.
        """
        if self._built is None:
            self._built = self._read()
        try:
            return self._built[source]
        except KeyError:
            raise AssetsNotBuilt(f"{self._manifest} does not name {source}: run `make setup`.") from None

    def _read(self) -> dict[str, str]:
        try:
            names: dict[str, str] = json.loads(self._manifest.read_text())
        except FileNotFoundError:
            raise AssetsNotBuilt(
                f"{self._manifest} is missing: run `make setup`, which builds the styles and scripts."
            ) from None
        return names


def asset(source: str) -> str:
    """Give the address of a built file, for templates: `asset("css/site.css")`."""
    assets: Assets = current_app.extensions[EXTENSION]
    return url_for("static", filename=assets.built_name(source))


def init_app(app: Flask) -> None:
    """Make `asset()` known to every template, and send what is built compressed and once for ever."""
    folder = Path(app.static_folder or "")
    app.extensions[EXTENSION] = Assets(folder)
    app.jinja_env.globals["asset"] = asset
    if folder.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app, folder, "static/", immutable_file_test=HASHED, add_headers_function=_harden
        )


def _harden(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
