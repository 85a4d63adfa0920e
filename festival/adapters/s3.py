"""Finished files resting in an S3 bucket, on any server that speaks S3 (needs the extra `s3`)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

from festival.adapters.storage import NotStoredError, checked

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_ABSENT = {"404", "NoSuchKey", "NotFound"}
# Pieces of 64 MiB: a film of 600 GB still fits into S3's 10,000 pieces, and memory stays at four pieces.
_IN_PIECES = TransferConfig(multipart_threshold=2**26, multipart_chunksize=2**26, max_concurrency=4)


class S3Storage:
    """Files in one bucket, below an optional prefix; credentials None means boto3's own search for them."""

    def __init__(
        self,
        bucket: str,
        *,
        scratch: Path,
        prefix: str = "",
        endpoint_url: str | None = None,
        region: str | None = None,
        access_key: str | None = None,
        secret_key: str | None = None,
    ) -> None:
        self.bucket = bucket
        self.prefix = f"{checked(prefix)}/" if prefix else ""
        self._scratch = scratch
        scratch.mkdir(parents=True, exist_ok=True)
        self._client: S3Client = boto3.client(
            "s3",
            endpoint_url=endpoint_url,
            region_name=region,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            config=Config(retries={"max_attempts": 5, "mode": "standard"}, connect_timeout=10),
        )

    def put_file(self, key: str, path: Path) -> None:
        self._client.upload_file(str(path), self.bucket, self._name(key), Config=_IN_PIECES)

    def open(self, key: str) -> BinaryIO:
        file = tempfile.TemporaryFile(dir=self._scratch)  # noqa: SIM115 (the caller closes it)
        try:
            with _telling_absence(key):
                self._client.download_fileobj(self.bucket, self._name(key), file, Config=_IN_PIECES)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return cast(BinaryIO, file)

    @contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            path = Path(folder) / "file"
            with _telling_absence(key):
                self._client.download_file(self.bucket, self._name(key), str(path), Config=_IN_PIECES)
            yield path

    def size(self, key: str) -> int:
        with _telling_absence(key):
            return self._client.head_object(Bucket=self.bucket, Key=self._name(key))["ContentLength"]

    def exists(self, key: str) -> bool:
        try:
            self.size(key)
        except NotStoredError:
            return False
        return True

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=self.bucket, Key=self._name(key))

    def keys(self, prefix: str) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket, Prefix=f"{self._name(prefix)}/"):
            for found in page.get("Contents", []):
                yield found["Key"].removeprefix(self.prefix)

    def _name(self, key: str) -> str:
        return self.prefix + checked(key)


@contextmanager
def _telling_absence(key: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _ABSENT:
            raise NotStoredError(key) from error
        raise
