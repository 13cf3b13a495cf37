"""Reads the data files of a programme (TOML; the format is in docs/content.md)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class DataError(Exception):
    """A data file is wrong; the message names file and entry and says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a data file; a missing field is told with the file and the key."""

    kind: str
    key: str
    fields: dict[str, Any]
    file_name: str

    @property
    def source_key(self) -> str:
        """What identifies the entry for good."""
        return f"{self.kind}:{self.key}"

    def __getitem__(self, name: str) -> Any:
        """A required field; raises `DataError` when it is missing."""
        try:
            return self.fields[name]
        except KeyError:
            raise DataError(
                f"{self.file_name}: {self.source_key} has no “{name}”. Add it."
            ) from None

    def get(self, name: str, default: Any = "") -> Any:
        """A field that may be unknown."""
        return self.fields.get(name, default)

    def error(self, message: str) -> DataError:
        """An error that names this entry."""
        return DataError(f"{self.file_name}: {self.source_key}: {message}")


class ProgrammeFiles:
    """The data files in one folder; a missing file is an empty one."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise DataError(f"There is no folder {folder}. Set PROGRAMME_DATA or give --data.")
        self.folder = folder
        self._tables: dict[str, dict[str, Any]] = {}

    def table(self, file_name: str) -> dict[str, Any]:
        """Everything in a file; raises `DataError` with the line when it cannot be read."""
        if file_name not in self._tables:
            path = self.folder / file_name
            try:
                text = path.read_text(encoding="utf-8") if path.exists() else ""
                self._tables[file_name] = tomllib.loads(text)
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise DataError(f"{file_name}: cannot be read: {error}") from error
        return self._tables[file_name]

    def entries(self, file_name: str, kind: str) -> list[Entry]:
        """The entries of one kind; raises `DataError` for one without a key or with a used one."""
        entries = []
        seen: set[str] = set()
        for number, fields in enumerate(self.table(file_name).get(kind, []), start=1):
            key = fields.get("key")
            if not isinstance(key, str) or not key:
                raise DataError(f"{file_name}: {kind} number {number} has no key. Give it one.")
            if key in seen:
                raise DataError(f"{file_name}: the key “{key}” stands twice. Rename one.")
            seen.add(key)
            entries.append(Entry(kind, key, fields, file_name))
        return entries

    def single(self, file_name: str, kind: str, *path: str) -> Entry | None:
        """An entry of which there is one only, for example the front page."""
        fields = self.table(file_name)
        for name in path:
            fields = fields.get(name, {})
        return Entry(kind, path[-1] if path else kind, fields, file_name) if fields else None
