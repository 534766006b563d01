"""Makes the modules beside bootstrap.py importable, as they are when it runs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
