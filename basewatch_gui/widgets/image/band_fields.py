"""Parts of the image panel that choose bands: band combination, colour map, pan-sharpening."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from basewatch_gui.imagery.display.colour_maps import COLOUR_MAPS
from basewatch_gui.model.look import GREY
from basewatch_gui.widgets.fields.combos import ValueCombo
from basewatch_gui.widgets.image.image_fields import (
    MAP_ICON_SCR,
    NumberField,
    add_form_row,
    lay_out_row,
    make_form,
    map_icon,
)
from basewatch_gui.widgets.image.image_part import ImagePart, ShownLook
from basewatch_gui.widgets.image.image_texts import band_text, channel_names, colour_map_name, sharpening_name


class BandCombo(ValueCombo):
    """Combo box to choose a band of a frame; its value is the band's index from 0, as text."""

    _texts: tuple[str, ...] = ()

    def offer_bands(self, bands: Sequence[int], names: tuple[str, ...]) -> None:
        """Offer bands by their indices from 0, shown with number and name."""
        texts = tuple(band_text(band, names) for band in bands)
        if texts != self._texts:
            self._texts = texts
            self.offer((), str)
            self.offer([str(band) for band in bands], lambda band: band_text(int(band), names))


class BandsPart(ImagePart):
    """Chooses three bands for red, green and blue, or one band with a colour map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ValueCombo(self.tr("Colour or one band"), self)
        self.bands = [BandCombo(name, self) for name in channel_names(3)]
        for combo, name in zip(self.bands, channel_names(3), strict=True):
            combo.setMinimumContentsLength(2)
            combo.setToolTip(name)
            combo.chosen.connect(self._choose_bands)
        self.colour_map = ValueCombo(self.tr("Colour map"), self)
        self.colour_map.setIconSize(MAP_ICON_SCR)
        self.colour_map.offer(COLOUR_MAPS, colour_map_name)
        for at, name in enumerate(COLOUR_MAPS):
            self.colour_map.setItemIcon(at, map_icon(name))
        self.colour_map.chosen.connect(self._choose_bands)
        self.kind.offer(("three", "one"), {"three": self.tr("Colour"), "one": self.tr("One band")}.__getitem__)
        self.kind.chosen.connect(self._choose_kind)
        self._shown: ShownLook | None = None
        fields = QWidget(self)
        lay_out_row(fields, (*self.bands, self.colour_map))
        form = make_form(self)
        add_form_row(form, self.tr("Show"), self.kind)
        add_form_row(form, self.tr("Bands"), fields)

    def show_look(self, shown: ShownLook) -> None:
        """Show the bands and the colour map of the look."""
        self._shown = shown
        names, three = shown.opened.bands.names, shown.channels == 3
        self.kind.show_value("three" if three else "one", "")
        self.kind.setEnabled(len(names) > 1)
        for combo in self.bands:
            combo.offer_bands(range(len(names)), names)
        for combo, band in zip(self.bands, shown.bands, strict=False):
            combo.show_value(str(band), "")
        for combo in self.bands[1:]:
            combo.setVisible(three)
        self.colour_map.setVisible(not three)
        self.colour_map.show_value(shown.look.colour_map, "")

    def _choose_kind(self, kind: str) -> None:
        if self._shown is None or (kind == "three") == (self._shown.channels == 3):
            return
        bands = self._shown.bands
        if kind == "one":
            chosen: tuple[int, ...] = bands[1:2]
        else:
            display = self._shown.opened.bands.display
            chosen = display if len(set(display)) == 3 else (bands[0],) * 3
        self._emit_look(chosen, GREY)

    def _choose_bands(self) -> None:
        if self._shown is not None:
            shown = self.bands[: self._shown.channels]
            self._emit_look(tuple(int(combo.currentData()) for combo in shown), str(self.colour_map.currentData()))

    def _emit_look(self, bands: tuple[int, ...], colour_map: str) -> None:
        """Emit the look with these bands; manual limits stay only for unchanged bands, matched ones never."""
        if self._shown is None:
            return
        look = self._shown.look
        kept = look.limits if bands == self._shown.bands else ()
        mode = "percentile" if look.mode == "matched" or (look.mode == "manual" and not kept) else look.mode
        self.chosen.emit(
            replace(look, bands=bands, colour_map=colour_map, limits=kept, mode=mode, reference=None, name="")
        )


class SharpeningPart(ImagePart):
    """Chooses the method of pan-sharpening, its panchromatic band and its weights."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = ValueCombo(self.tr("Pan-sharpening"), self)
        self.way.offer(("off", "brovey", "weighted"), sharpening_name)
        self.pan = BandCombo(self.tr("Panchromatic band"), self)
        self.pan.setToolTip(self.tr("Panchromatic band"))
        self.weights = [
            NumberField(self.tr("Weight of {channel}").format(channel=name), 0.0, 10.0, self)
            for name in channel_names(3)
        ]
        self._shown: ShownLook | None = None
        how, weights = QWidget(self), QWidget(self)
        lay_out_row(how, (self.way, self.pan))
        lay_out_row(weights, self.weights)
        self._weights = weights
        self._form = make_form(self)
        add_form_row(self._form, self.tr("Sharpen"), how)
        add_form_row(self._form, self.tr("Weights"), weights)
        self.way.chosen.connect(self._emit_look)
        self.pan.chosen.connect(self._emit_look)
        for number in self.weights:
            number.chosen.connect(self._emit_look)

    def show_look(self, shown: ShownLook) -> None:
        """Show the look's pan-sharpening; hide if no band is left to sharpen with."""
        self._shown = shown
        names, look = shown.opened.bands.names, shown.look
        spare = [at for at in range(len(names)) if at not in shown.bands]
        self.setVisible(shown.channels == 3 and bool(spare))
        self.way.show_value(look.sharpening, "")
        self.pan.offer_bands(spare, names)
        self.pan.show_value(str(look.pan if look.pan in spare else max(spare, default=0)), "")
        self.pan.setVisible(look.sharpening != "off")
        self._form.setRowVisible(self._weights, look.sharpening == "weighted")
        for number, weight in zip(self.weights, look.weights, strict=True):
            number.show_number(weight, 2, 0.05)

    def _emit_look(self) -> None:
        """Emit the look with the sharpening as set; limits that depend on it are found again."""
        if self._shown is None:
            return
        look, pan = self._shown.look, self.pan.currentData()
        red, green, blue = (number.value() for number in self.weights)
        mode = "percentile" if look.mode == "matched" else look.mode
        made = replace(
            look,
            sharpening=self.way.currentData(),
            pan=None if pan is None else int(pan),
            weights=(red, green, blue),
            limits=look.limits if mode == "manual" else (),
            mode=mode,
            reference=None,
            name="",
        )
        self.chosen.emit(made)
