"""The select tool: select, move, turn, reshape and scale labels by the mouse."""
