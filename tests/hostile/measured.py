"""Run a command and say, as the last line of standard error, what it and its children took.

A small process of its own: the memory of the one that asks would be counted as well.
"""

import json
import resource
import subprocess
import sys
import time

began = time.monotonic()
code = subprocess.run(sys.argv[1:], check=False).returncode
took = resource.getrusage(resource.RUSAGE_CHILDREN)
told = {
    "code": code,
    "seconds": took.ru_utime + took.ru_stime,
    "clock": time.monotonic() - began,
    "memory": took.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
}
sys.stderr.write("\n" + json.dumps(told) + "\n")
