"""An offer as it is shown."""
