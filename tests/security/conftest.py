"""Two workspaces that have installed the advisor, each with words of its own."""

import pytest

from bot.app.demo import Demo
from tests.security.tenants import Tenants, settle_in
from tests.walks.test_installation import demo

__all__ = ["demo", "tenants"]


@pytest.fixture
async def tenants(demo: Demo) -> Tenants:
    return await settle_in(demo)
