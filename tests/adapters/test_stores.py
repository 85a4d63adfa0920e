"""The storage is the one that the settings name."""

import flask
import pytest
from pydantic import SecretStr

from festival.adapters import stores
from festival.adapters.s3 import S3Storage
from festival.adapters.storage import LocalStorage
from festival.config import Config


@pytest.mark.usefixtures("context")
def test_an_installation_keeps_its_files_in_a_folder_unless_told_otherwise(
    app: flask.Flask, config: Config
) -> None:
    storage = stores.storage()

    assert isinstance(storage, LocalStorage)
    assert storage.root == config.home / "storage"


def test_a_bucket_is_used_when_the_settings_name_one(config: Config) -> None:
    changes = {
        "storage": "s3",
        "s3_bucket": "films",
        "s3_endpoint": "http://127.0.0.1:1",
        "s3_access_key": "a",
        "s3_secret_key": SecretStr("b"),
    }

    storage = stores.make(config.model_copy(update=changes))

    assert isinstance(storage, S3Storage)
    assert storage.bucket == "films"
