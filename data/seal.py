"""Seal the tables of real figures: note size and SHA-256 of each in datapackage.json.

    python data/seal.py

The tests compare the seals, so a figure that changes by accident does not pass. Run this after
a change that you mean, and look at what it changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that a reader finds the old one or the new one, never half of it."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def seal(folder: Path = HERE) -> None:
    """Bring the seals in `folder`/datapackage.json up to date with its tables."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["kind"] == "real":
            data = (folder / resource["path"]).read_bytes()
            resource["bytes"] = len(data)
            resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
    write_whole(
        folder / "datapackage.json", json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    seal()
