"""Loading the price book: read every file, check every row, refuse all problems at once."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from advisors.errors import CatalogueError
from advisors.prices.book import PriceBook
from advisors.prices.checking import find_problems
from advisors.prices.reading import PriceFiles, read_file

SHIPPED = Path(__file__).parent.parent / "data" / "prices"
"""The folder of the price files that come with the advisor."""


@cache
def load_prices(folder: Path | None = None) -> PriceBook:
    """Load the price files of a folder, or the shipped ones; the result is kept.

    Raises:
        CatalogueError: Any row cannot be trusted; lists every problem with file and line.
    """
    paths = sorted((folder or SHIPPED).glob("*.toml"))
    if not paths:
        raise CatalogueError(
            f"No price files in {folder}.", "Name a folder with *.toml price files."
        )
    files = PriceFiles()
    digest = sha256()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        digest.update(text.encode())
        read_file(path, text, files)
    book = _book(files, digest.hexdigest()[:8])
    problems = [*files.problems, *find_problems(book)]
    if problems:
        raise CatalogueError("\n".join(problems), "Mend each line named above, then try again.")
    return book


def _book(files: PriceFiles, digest: str) -> PriceBook:
    days = [row.checked for row in files.rows] + [route.checked for route in files.routes]
    latest = max(days).isoformat() if days else "undated"
    vendors = {vendor.id: vendor for vendor in files.vendors}
    return PriceBook(
        version=f"{latest}+{digest}",
        rows=tuple(files.rows),
        routes=tuple(files.routes),
        vendors=MappingProxyType(vendors),
    )
