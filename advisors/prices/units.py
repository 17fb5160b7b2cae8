"""Units: the vocabulary of what a price is paid for; the unit stands in the key of every row."""

UNITS = {
    "minimum_examples": "examples (minimum)",
    "usd_per_deployment_hour": "deployment hours",
    "usd_per_gb_day": "GB-days",
    "usd_per_gb_month": "GB-months",
    "usd_per_gpu_hour": "GPU hours",
    "usd_per_instance_hour": "instance hours",
    "usd_per_job": "jobs",
    "usd_per_million_read_units": "1M read units",
    "usd_per_million_write_units": "1M write units",
    "usd_per_model_month": "model-months",
    "usd_per_month": "months",
    "usd_per_mtok_batch_embedding": "1M tokens (batch)",
    "usd_per_mtok_batch_input": "1M input tokens (batch)",
    "usd_per_mtok_batch_output": "1M output tokens (batch)",
    "usd_per_mtok_cached_input": "1M cached input tokens",
    "usd_per_mtok_embedding": "1M tokens",
    "usd_per_mtok_input": "1M input tokens",
    "usd_per_mtok_output": "1M output tokens",
    "usd_per_mtok_processed": "1M tokens processed in training",
    "usd_per_mtok_training": "1M training tokens (data set x epochs)",
    "usd_per_thousand_searches": "1k searches",
    "usd_per_training_hour": "training hours",
}
"""Every unit a price row may use, with what it counts. A row in any other unit is refused."""
