# Each target is one call of tools/__main__.py, which needs nothing but Python. `make` alone lists them.
PYTHON ?= python3
ONCE ?=
PORT ?=
ARGS ?=

tools := $(PYTHON) tools/__main__.py

.DEFAULT_GOAL := help
.PHONY: demo test check bench mutation system golden reset help

demo:
	@$(tools) demo $(if $(filter-out 0 no,$(ONCE)),--once) $(if $(PORT),--port '$(PORT)')

test:
	@$(tools) test $(if $(ARGS),--arguments="$(ARGS)")

bench:
	@$(tools) bench $(if $(ARGS),--arguments="$(ARGS)")

mutation:
	@$(tools) mutation $(if $(ARGS),--arguments="$(ARGS)")

check system golden reset help:
	@$(tools) $@
