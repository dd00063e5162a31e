"""The app of who may, who sees and who did."""

from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Rights, reach, history and the outbox."""

    name = "dpss.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Its ways of asking, reading and making the database are everybody's from now on."""
        import_module("dpss.access.lookups")
        import_module("dpss.access.driver").read_keys_once()
        import_module("dpss.access.new_tables").make_quickly()
