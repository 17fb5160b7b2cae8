"""Documents: files of any accepted kind become clean Markdown, hostile ones in a process apart."""
