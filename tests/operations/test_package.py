"""What is built and installed works on its own, as the image's steps do: outside the checkout."""

import asyncio
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import aiohttp
import pytest

from tests.benchmarks.herd import plain_environment

ROOT = Path(__file__).parents[2]
ROOMS = ("advisors", "bot", "knowledge")
PATIENCE = 60.0


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def advisor(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that has the wheel, and the dependencies of this one."""
    place = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    (wheel,) = built.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(place / "bin/python"), "install"]
    subprocess.run([*pip, "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    dependencies = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "dependencies.pth").write_text(f"{dependencies}\n")
    return place / "bin" / "advisor"


def shipped() -> set[str]:
    """Return every file of the rooms that is in version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--", *ROOMS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {line for line in listed.stdout.splitlines() if (ROOT / line).is_file()}


def outside() -> dict[str, str]:
    """Return the environment without a way back to the checkout."""
    return {name: one for name, one in plain_environment().items() if name != "PYTHONPATH"}


def test_the_wheel_and_the_source_archive_hold_every_file_of_the_rooms(built: Path) -> None:
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        assert shipped() <= set(archive.namelist())
    with tarfile.open(source) as archive_:
        names = {name.partition("/")[2] for name in archive_.getnames()}
    assert shipped() | {"LICENSE", "README.md", "pyproject.toml"} <= names


def test_the_installed_command_knows_its_own_rooms(advisor: Path, tmp_path: Path) -> None:
    python = advisor.parent / "python"
    where = subprocess.run(
        [python, "-c", "import bot, advisors, knowledge; print(bot.__file__)"],
        cwd=tmp_path,
        env=outside(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(ROOT) not in where.stdout


async def test_the_demo_runs_from_the_wheel_and_shows_its_page(
    advisor: Path, tmp_path: Path
) -> None:
    process = await _started(advisor, "demo", "--no-open", "--port", "0", folder=tmp_path)
    page = await _line(process, r"http://\S+")
    async with aiohttp.ClientSession() as session, session.get(page) as answer:
        text = await answer.text()
        assert answer.status == 200
        for file in re.findall(r'(?:src|href)="(/?[\w./-]+\.(?:js|css))"', text):
            async with session.get(f"{page.rstrip('/')}/{file.lstrip('/')}") as part:
                assert part.status == 200, file
    assert await _stopped(process) == 0


async def test_the_steps_of_the_image_migrate_serve_probe_and_drain(
    advisor: Path, tmp_path: Path
) -> None:
    settings = {
        "ADVISOR_DATA_DIR": str(tmp_path / "data"),
        "ADVISOR_PORT": "0",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_API_URL": "http://127.0.0.1:9/",
    }
    migrated = await _started(advisor, "db", "upgrade", folder=tmp_path, **settings)
    assert await migrated.wait() == 0
    process = await _started(advisor, "serve", folder=tmp_path, **settings)
    address = await _line(process, r"http://\S+")
    async with aiohttp.ClientSession() as session:
        for probe in ("/healthz", "/readyz", "/metrics"):
            async with session.get(f"{address}{probe}") as answer:
                assert answer.status == 200, probe
    assert await _stopped(process) == 0


async def _started(
    advisor: Path, *words: str, folder: Path, **settings: str
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        advisor,
        *words,
        cwd=folder,
        env={**outside(), **settings, "HOME": str(folder), "PATH": os.defpath},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def _line(process: asyncio.subprocess.Process, pattern: str) -> str:
    """Return what a process prints that looks like this."""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stdout.readline()).decode():
            if found := re.search(pattern, line):
                return found[0]
    raise AssertionError("it ended without saying where it is")


async def _stopped(process: asyncio.subprocess.Process) -> int:
    process.terminate()
    async with asyncio.timeout(25):
        await process.communicate()
    assert process.returncode is not None
    return process.returncode
