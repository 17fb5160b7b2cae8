"""Settings: the only reader of the environment; one variable, one owner, one line of help."""

from pathlib import Path
from typing import Final, Literal

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

NO_SECRET: Final = SecretStr("")


def _plain(name: str) -> AliasChoices:
    """Return an alias for a variable whose customary name has no ADVISOR_ in front."""
    return AliasChoices(name)


class Settings(BaseSettings):
    """Everything that can be set, with its default and its meaning."""

    model_config = SettingsConfigDict(env_prefix="ADVISOR_", extra="ignore", frozen=True)

    slack_bot_token: SecretStr = Field(
        NO_SECRET, validation_alias=_plain("SLACK_BOT_TOKEN"), description="bot token, xoxb-…"
    )
    slack_signing_secret: SecretStr = Field(
        NO_SECRET,
        validation_alias=_plain("SLACK_SIGNING_SECRET"),
        description="signing secret; needed for HTTP",
    )
    slack_app_token: SecretStr = Field(
        NO_SECRET,
        validation_alias=_plain("SLACK_APP_TOKEN"),
        description="app-level token, xapp-…; turns Socket Mode on",
    )
    slack_client_id: str = Field(
        "",
        validation_alias=_plain("SLACK_CLIENT_ID"),
        description="with the client secret: installation into many workspaces by OAuth",
    )
    slack_client_secret: SecretStr = Field(
        NO_SECRET, validation_alias=_plain("SLACK_CLIENT_SECRET"), description="see SLACK_CLIENT_ID"
    )
    encryption_keys: SecretStr = Field(
        NO_SECRET,
        description="keys that encrypt the tokens of installations, separated by commas, the "
        "newest first; see `advisor keys new`",
    )
    public_url: str = Field(
        "", description="address people reach the bot at; where Slack sends an installation back"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/",
        validation_alias=_plain("SLACK_API_URL"),
        description="address of the Web API; a stand-in Slack in tests",
    )
    openai_api_key: SecretStr = Field(
        NO_SECRET,
        validation_alias=_plain("OPENAI_API_KEY"),
        description="key of the language model; without it the advisor works offline",
    )
    openai_base_url: str = Field(
        "",
        validation_alias=_plain("OPENAI_BASE_URL"),
        description="any OpenAI-compatible endpoint; empty for OpenAI's own",
    )
    database_url: str = Field(
        "",
        validation_alias=_plain("DATABASE_URL"),
        description="a SQLAlchemy URL; empty for a SQLite file in the data folder",
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("tune-or-prompt"),
        description="folder for the database and the index; default: the user's data folder",
    )
    model: str = Field("", description="name of the language model; none without a key")
    model_temperature: float | None = Field(
        0.0, ge=0, le=2, description="how freely the language model words; 0 varies least"
    )
    model_structure: Literal["json_schema", "function_calling", "json_mode"] = Field(
        "json_schema", description="how the endpoint is asked for structured output"
    )
    model_reasoning_effort: Literal["", "none", "minimal", "low", "medium", "high"] = Field(
        "", description="how long a reasoning model thinks; empty leaves it to the endpoint"
    )
    model_thinking_tokens: int = Field(
        0, ge=0, description="tokens a reasoning model may think with, on top of each answer"
    )
    model_deadline_seconds: float = Field(
        12.0, gt=0, le=60, description="what the language model may take for a message, in all"
    )
    model_tokens_per_message: int = Field(
        16_000, ge=0, description="tokens the language model may use to answer one message"
    )
    model_tokens_per_user_day: int = Field(
        200_000, ge=0, description="tokens of the language model for a person and a day"
    )
    model_tokens_per_workspace_month: int = Field(
        10_000_000, ge=0, description="tokens of the language model for a workspace and a month"
    )
    azure_api_version: str = Field(
        "", description="API version, when OPENAI_BASE_URL is an Azure resource; else empty"
    )
    embedding_model: str = Field(
        "",
        description="model that embeds the guidance at the same endpoint, from the next reload on; "
        "empty: built in",
    )
    admins: str = Field("", description="ids of further administrators (U…), separated by commas")
    allowed_bots: str = Field(
        "", description="ids of other bots (B…) that are answered, separated by commas"
    )
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(3000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
    otel_endpoint: str = Field(
        "",
        validation_alias=_plain("OTEL_EXPORTER_OTLP_ENDPOINT"),
        description="OpenTelemetry collector (OTLP over gRPC) that gets traces; none when empty",
    )
    retention_days: int = Field(
        30,
        ge=1,
        le=3650,
        description="days without a turn after which a consultation is erased, finished or not",
    )

    def database(self) -> str:
        """Return the database URL, a SQLite file in the data folder by default."""
        return self.database_url or f"sqlite:///{self.data_dir / 'advisor.sqlite3'}"

    def bots(self) -> frozenset[str]:
        """Return the ids of other bots that are answered."""
        return frozenset(name.strip() for name in self.allowed_bots.split(",") if name.strip())

    def administrators(self) -> frozenset[str]:
        """Return the ids of administrators named beside Slack's own."""
        return frozenset(name.strip() for name in self.admins.split(",") if name.strip())


def variable(field: str) -> str:
    """Return the name of the environment variable behind a field."""
    alias = Settings.model_fields[field].validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"ADVISOR_{field.upper()}"


def read_settings(**given: object) -> Settings:
    """Read the environment; `given` values win over it.

    Raises:
        SettingsError: naming every variable that does not hold what it should.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        wrong = "; ".join(
            f"{_named(detail['loc'])}: {detail['msg'].lower()}" for detail in error.errors()
        )
        raise SettingsError(
            f"A setting is wrong: {wrong}.", "Correct the variable and start again."
        ) from error


def _named(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else "?"
    return variable(name) if name in Settings.model_fields else name
