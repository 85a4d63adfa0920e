"""Every setting of Laurel, typed and read once from the environment (FESTIVAL_…)."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from festival.kernel.countries import Names

GIB = 1024**3


class Config(BaseSettings):
    """Settings with their defaults; `.env.example` lists the same ones, and a test compares them."""

    model_config = SettingsConfigDict(env_prefix="FESTIVAL_", extra="ignore", frozen=True)

    # Where things are
    home: Path = Path("var")
    port: int = Field(8000, validation_alias=AliasChoices("PORT", "FESTIVAL_PORT", "port"))
    public_url: str = "http://127.0.0.1:8000"
    database_url: str = ""
    broker_url: str = ""

    # What must stay secret
    secret_key: SecretStr = SecretStr("")
    receipt_key: SecretStr = SecretStr("")
    receipt_keys_before: str = Field("", pattern="^([0-9a-f]{64}(,[0-9a-f]{64})*)?$")

    # What kind of installation this is
    demo: bool = False
    languages: tuple[str, ...] = ("en",)
    country_names: Names = Names.USUAL
    proxy_hops: int = Field(0, ge=0, le=5)
    session_days: int = Field(14, ge=1)
    second_factor: Literal["required", "optional"] = "optional"

    # Letters
    mail_host: str = "127.0.0.1"
    mail_port: int = 1025
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_tls: Literal["none", "starttls", "tls"] = "none"
    mail_sender: str = "Laurel <laurel@localhost>"

    # Bytes on their way in, and at rest
    upload_limit: int = Field(50 * GIB, gt=0)
    upload_quota_person: int = Field(200 * GIB, gt=0)
    upload_quota_entry: int = Field(100 * GIB, gt=0)
    upload_reserve: int = Field(1 * GIB, ge=0)
    upload_days: int = Field(14, ge=1)
    upload_requests: int = Field(120, ge=1)  # at once in a process: fewer than its threads
    storage: Literal["local", "s3"] = "local"
    s3_endpoint: str = ""
    s3_bucket: str = ""
    s3_region: str = "us-east-1"
    s3_access_key: str = ""
    s3_secret_key: SecretStr = SecretStr("")

    # Films
    ffmpeg: str = ""
    sandbox: Literal["auto", "bubblewrap", "landlock", "limits"] = "auto"
    accel_redirect: bool = False
    clamd: str = ""

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; SQLite under `home` unless one is given."""
        return self.database_url or f"sqlite:///{(self.home / 'festival.db').resolve()}"

    @property
    def broker(self) -> str:
        """The address of Valkey or Redis; a unix socket under `home` unless one is given."""
        return self.broker_url or f"redis+socket://{(self.home / 'broker' / 'broker.sock').resolve()}"

    @property
    def is_https(self) -> bool:
        """Whether people reach the festival over TLS, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @classmethod
    def from_env(cls) -> Self:
        """The settings of this process; a wrong one stops the start with a sentence naming it.

        The environment decides; what it leaves open is read from `settings.env` in the home.
        """
        return cls(_env_file=settings_file(Path(os.environ.get("FESTIVAL_HOME", "var"))))


def settings_file(home: Path) -> Path:
    """Where a festival keeps the settings that were made for it, its secrets among them."""
    return home / "settings.env"


def keep_settings(home: Path, settings: Mapping[str, str]) -> None:
    """Write settings (FESTIVAL_… names) for all that work on `home`; only its owner may read them."""
    home.mkdir(parents=True, exist_ok=True)
    part = home / "settings.part"
    part.touch(mode=0o600)
    part.write_text("".join(f"{name}={value}\n" for name, value in sorted(settings.items())))
    part.replace(settings_file(home))
