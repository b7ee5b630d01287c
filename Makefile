# Thin on purpose: each target is one script. `make run` and `make test` need nothing but Rust, Node 20 and git; they set up the rest.
.PHONY: help run test setup ui bench demo lint fmt pictures fuzz icons kill

help:      ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: *##/\t/' | expand -t 12

run:       ## set up, create the sample workspace on first use, open the app on it
	@scripts/run.sh

test:      ## set up and run every check, with the time of each part
	@scripts/test.sh

setup:     ## install what `make test` needs
	@scripts/setup.sh test

ui:        ## build the pages that the desktop app carries
	@scripts/ui.sh

demo:      ## the main job from request to verdict in the terminal, in a new folder under target/demo
	@scripts/demo.sh

bench:     ## measure, beside the references, into target/bench.txt
	@scripts/bench.sh

kill:      ## end a process at every point at which it can die, and compare
	@COUNTERSIGN_KILL=all scripts/test.sh kill

lint:      ## formatting, clippy, cargo-deny, types and lints of the pages
	@scripts/lint.sh

fmt:       ## format everything
	@scripts/fmt.sh

pictures:  ## take docs/pictures anew from the real window
	@scripts/pictures.sh

fuzz:      ## fuzz every parser for FUZZ_SECONDS each (60 unless said)
	@scripts/fuzz.sh

icons:     ## draw the icons anew from icons/app.svg
	@icons/generate.sh
