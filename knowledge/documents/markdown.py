"""Markdown: the lines that give a document its structure."""

import re

MAX_HEADING = 200
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
FENCE = re.compile(r"^\s{0,3}(```|~~~)")
