"""Slack's request signature, version 0: HMAC-SHA256 over "v0:timestamp:body"."""

import hashlib
import hmac


def sign(secret: str, timestamp: str, body: str) -> dict[str, str]:
    """Return the two headers that prove a request to be Slack's.

    Source: docs.slack.dev, "Verifying requests from Slack".
    """
    proof = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={proof.hexdigest()}",
    }
