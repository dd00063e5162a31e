"""The banks' files, as the operator names them on the command line."""

from pathlib import Path

from dpss.kernel import errors


def text(file: Path) -> str:
    """What is in the file, byte for byte. Raises `Invalid` when it cannot be opened or is not plain text."""
    try:
        return file.read_bytes().decode("ascii")
    except OSError as error:
        raise errors.Invalid(f"{file} cannot be opened: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise errors.Invalid(f"{file} is not a table of the banks: it is not plain text.") from None
