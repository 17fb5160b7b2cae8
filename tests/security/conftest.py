"""Two workspaces that have installed the advisor, each with words of its own."""

import pytest

from bot.app.demo import Demo
from tests.security.tenants import Tenant
from tests.walks.test_installation import Browser, demo

__all__ = ["demo", "tenants"]


@pytest.fixture
async def tenants(demo: Demo) -> tuple[Tenant, Tenant]:
    world = demo.slack.world
    found = (
        Tenant(demo, "T0PLAY", "zebrafinch", demo.slack.member.id, demo.slack.admin.id),
        Tenant(
            demo, "T0OTHER", "quetzal", world.add_person("T0OTHER", "ole", "Ole").id, _oda(demo)
        ),
    )
    for tenant in found:
        await Browser(demo).install(tenant.team)
        await tenant.furnish()
    return found


def _oda(demo: Demo) -> str:
    return demo.slack.person("oda").id
