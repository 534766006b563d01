"""Facts from a raster's own header: NITF, TIFF, EXIF, and what GDAL gathers of many vendors' files as IMAGERY."""

from collections.abc import Mapping
from pathlib import Path

from basewatch_gui.imagery.facts.fact import Facts, checked_value, first_sound

_INCH_M = 0.0254


def header_facts(_path: Path, tags: Mapping[str, str]) -> Facts:
    """Return the facts of GDAL's IMAGERY domain and of a NITF header, which are about the taking of the picture."""
    inches = checked_value("gsd_m", tags.get("NITF_USE00A_MEAN_GSD"))
    return first_sound(
        [
            ("acquired", tags.get("IMAGERY/ACQUISITIONDATETIME"), "GDAL IMAGERY (ACQUISITIONDATETIME)"),
            ("satellite", tags.get("IMAGERY/SATELLITEID"), "GDAL IMAGERY (SATELLITEID)"),
            ("acquired", tags.get("NITF_IDATIM"), "NITF header (IDATIM)"),
            ("satellite", tags.get("NITF_ISORCE"), "NITF header (ISORCE)"),
            ("credit", tags.get("NITF_FSCPYT"), "NITF header (FSCPYT)"),
            # USE00A counts in inches (STDI-0002, appendix D).
            ("gsd_m", inches * _INCH_M if isinstance(inches, float) else None, "NITF USE00A (MEAN_GSD)"),
            ("off_nadir_deg", tags.get("NITF_USE00A_OBL_ANG"), "NITF USE00A (OBL_ANG)"),
            ("sun_elevation_deg", tags.get("NITF_USE00A_SUN_EL"), "NITF USE00A (SUN_EL)"),
            ("sun_azimuth_deg", tags.get("NITF_USE00A_SUN_AZ"), "NITF USE00A (SUN_AZ)"),
        ]
    )


def picture_tag_facts(_path: Path, tags: Mapping[str, str]) -> Facts:
    """Return the facts of TIFF and EXIF tags, whose time is that of the file unless someone took care (Planet does)."""
    exif = {key.rsplit("/", 1)[-1]: value for key, value in tags.items() if "EXIF_" in key}
    taken = exif.get("EXIF_DateTimeOriginal")
    zone = exif.get("EXIF_OffsetTimeOriginal", "")
    return first_sound(
        [
            ("acquired", f"{taken.strip()}{zone.strip()}" if taken else None, "EXIF (DateTimeOriginal)"),
            ("acquired", tags.get("TIFFTAG_DATETIME"), "TIFF tag DateTime"),
            ("credit", tags.get("TIFFTAG_COPYRIGHT"), "TIFF tag Copyright"),
            ("credit", exif.get("EXIF_Copyright"), "EXIF (Copyright)"),
        ]
    )
