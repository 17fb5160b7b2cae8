"""The wire: Slack's requests in, calls to its Web API out; no rule of the domain."""
