"""What a process held in its memory is not written into the files of an index."""

import subprocess
import sys
from pathlib import Path

BUILD = """
import sys
from pathlib import Path
import numpy as np
from knowledge.index.dense import DenseIndex, write

for number in range(6):
    folder = Path(sys.argv[1]) / str(number)
    for use in (lambda: write(folder, np.eye(8, 96, dtype=np.float32), lambda _: None),
                lambda: DenseIndex(folder).close()):
        held = [b"somebody else's words " * 2_000 for _ in range(200)]
        held.clear()
        use()
"""


def test_an_index_holds_no_leftovers_of_the_memory_it_was_built_in(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path)], check=True)
    graphs = [path.read_bytes() for path in tmp_path.rglob("data_level0.bin")]
    assert len(graphs) == 6
    assert len(set(graphs)) == 1, "the same vectors give the same bytes"
