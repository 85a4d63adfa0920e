"""The festival's storage, where its settings say: a folder of this machine, or an S3 bucket."""

import importlib
from typing import cast

import flask

from festival import settings
from festival.adapters.storage import LocalStorage, Storage
from festival.config import Config

EXTENSION = "festival.storage"


def storage() -> Storage:
    """Where this app's finished files rest."""
    return cast(Storage, flask.current_app.extensions[EXTENSION])


def make(config: Config) -> Storage:
    """The storage that the settings name."""
    if config.storage == "local":
        return LocalStorage(config.home / "storage")
    # Found by name, since boto3 is an extra that an installation with a folder need not install.
    s3 = importlib.import_module("festival.adapters.s3")
    bucket: Storage = s3.S3Storage(
        config.s3_bucket,
        scratch=config.home / "scratch",
        endpoint_url=config.s3_endpoint or None,
        region=config.s3_region,
        access_key=config.s3_access_key or None,
        secret_key=config.s3_secret_key.get_secret_value() or None,
    )
    return bucket


def init_app(app: flask.Flask) -> None:
    """Open the storage for an app."""
    app.extensions[EXTENSION] = make(settings.of(app))
