"""Measurements of the matching. One thread for numpy, as in a web process; set before it loads."""

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[variable] = "1"
