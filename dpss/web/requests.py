"""What a request carries here, after `dpss.access.middleware`."""

from dpss.access.requests import PortalRequest

__all__ = ["PortalRequest"]
