"""Headers that no page may be without."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Nothing here asks a browser for a device; a passkey is asked for by the portal's own pages only.
_NOTHING = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation",
    "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
_OWN = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join([f"{name}=()" for name in _NOTHING] + [f"{name}=(self)" for name in _OWN])


class Headers:
    """Keeps what a signed-in person saw out of every cache, and devices out of reach."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the headers that the response has not set itself.

        Whether someone is signed in is read from the cookie, which needs no database.
        """
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        has_session = (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or settings.SESSION_COOKIE_NAME in response.cookies
        )
        response.setdefault("Cache-Control", "no-store" if has_session else "no-cache")
        return response
