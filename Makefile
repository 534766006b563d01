# make demo | run | test | bench | setup | screenshots | readme | lock    with ARGS="..." for arguments and PYTHON=... for another Python
PYTHON ?= python3
ARGS ?=

demo run test bench setup screenshots readme:
	@$(PYTHON) packaging/bootstrap.py $@ $(ARGS)

lock:
	@$(PYTHON) packaging/lock.py $(ARGS)

.DEFAULT_GOAL := demo
.PHONY: demo run test bench setup screenshots readme lock
