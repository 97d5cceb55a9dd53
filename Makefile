# The proof of docs/conformance.md, as `make conformance`. All else: python3 tools/start.py --help

.PHONY: conformance
conformance:
	python3 tools/start.py conformance
