"""Stand-ins for services that the advisor speaks to."""
