"""What a test needs that makes a PDF."""

import pytest

from dpss.adapters import pdf

needs_pango = pytest.mark.skipif(pdf.why_not() is not None, reason="pango is not installed")
