"""Cost: what tokens cost at the endpoint, as far as the price list knows the model."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from bot.language.endpoint import Endpoint
from bot.language.model_request import TokenCount


def micro_usd(endpoint: Endpoint, tokens: TokenCount, on: date) -> int:
    """Return the cost in millionths of a dollar, rounded up; 0 when the list has no price."""
    from genai_prices import Usage, calc_price  # noqa: PLC0415  (heavy: loaded when first used)

    try:
        price = calc_price(
            Usage(input_tokens=tokens.read, output_tokens=tokens.written),
            model_ref=endpoint.model,
            provider_api_url=endpoint.base_url or None,
            genai_request_timestamp=datetime.combine(on, time(), UTC),
        )
    except (LookupError, ValueError):  # a model of their own, or one too new for the list
        return 0
    return int(-(-price.total_price * Decimal(1_000_000) // 1))
