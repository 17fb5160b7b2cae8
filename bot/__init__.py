"""The shell around the advisors and the knowledge base: Slack, command line, storage."""
