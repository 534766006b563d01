"""The machine and the libraries that figures were measured with."""

import os
import platform
import sqlite3
from pathlib import Path

import cv2
import numpy as np
import psutil
import PySide6
import rasterio


def describe_machine() -> str:
    """Return processor, cores, memory, system and versions as one sentence; nothing in it names the machine."""
    cores, memory_gb = os.cpu_count(), psutil.virtual_memory().total / 2**30
    versions = {
        "Python": platform.python_version(),
        "Qt": PySide6.__version__,
        "OpenCV": cv2.__version__,
        "GDAL": rasterio.__gdal_version__,
        "numpy": np.__version__,
        "SQLite": sqlite3.sqlite_version,
    }
    libraries = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"{_processor()}, {cores} cores, {memory_gb:.0f} GB, {platform.system()} {platform.machine()}; {libraries}."


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "a processor without a name"
