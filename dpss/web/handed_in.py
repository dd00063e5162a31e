"""Files that people hand in: the field that takes them, and the answer that gives one back."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse

_TYPES: Final = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
MOST_FILES: Final = 20


class _Files(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or more, as a list. What they contain is looked at by the operation."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file that was chosen; an empty one too, which is named with the others."""
        chosen = [file for file in (data if isinstance(data, list | tuple) else [data]) if file is not None]
        if not chosen:
            raise forms.ValidationError("Choose the files to add.")
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(f"Add at most {MOST_FILES} files at a time.")
        return chosen


class FilesIfAnyField(FilesField):
    """The photos or PDFs of something; none where the words say it."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file that was chosen."""
        chosen = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        return super().clean(chosen) if chosen else []


def download(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """A file that somebody handed in, to keep: it runs nothing where it is opened."""
    given = HttpResponse(content, content_type=_TYPES[kind])
    given["Content-Disposition"] = f'attachment; filename="{_ascii(name)}"'
    given["Content-Security-Policy"] = "default-src 'none'; sandbox"
    given["Cross-Origin-Resource-Policy"] = "same-origin"
    given["X-Content-Type-Options"] = "nosniff"
    given["Cache-Control"] = "no-store"
    return given


def _ascii(name: str) -> str:
    return name.encode("ascii", "ignore").decode().replace('"', "") or "file"
