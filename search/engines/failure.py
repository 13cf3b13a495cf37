"""When an engine cannot answer."""


class EngineFailedError(Exception):
    """The engine gave no answer, or none that can be trusted; the text says why, for the log."""
