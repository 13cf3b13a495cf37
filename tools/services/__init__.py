"""Start and stop the services that the tests use, each in a folder of its own.

One module for each: ``postgresql``, ``elasticsearch``, ``chromium`` and ``axe``. Nothing is
installed and nothing runs before it is asked for; what is missing raises
:class:`~tools.services.process.ServiceMissingError`, which says what to do.
"""
