# SPDX-License-Identifier: Apache-2.0
# `make help` prints the targets. What a target misses is installed when you are root, and named exactly when not.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=
RUNTIME ?=
ROUNDS ?= 40
SECONDS_EACH ?= 60

RID := linux-$(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x64)
HUSK := out/bin/husk-oci
CLI := out/bin/husk
MONITOR := out/bin/husk-monitor
INIT := out/bin/husk-init
# Directories too: a file that is taken away changes nothing else.
SOURCES := $(shell find src -not -path "src/Init*" -not -path '*/obj/*' -not -path '*/bin/*') \
	Directory.Build.props Directory.Packages.props global.json

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
# A build leaves no process behind.
export MSBUILDDISABLENODEREUSE := 1

.PHONY: help build demo shell test test-fast lint bench bench-build bench-images bench-engine bench-net fuzz golden conformance engines parity test-v2 test-criu install uninstall clean root
.PHONY: deps deps-build deps-run deps-test deps-engines deps-lint deps-lab deps-criu deps-net deps-builders

help: ## show this list
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22

build: $(HUSK) $(CLI) $(MONITOR) $(INIT) ## compile husk-oci, husk, husk-monitor and husk-init to native code, into out/bin

# Published beside its symbols and documentation; only the program itself goes to out/bin. The analyzers read the
# sources in every other build.
$(HUSK): PROJECT := src/Runtime.Cli
$(CLI): PROJECT := src/Cli
$(MONITOR): PROJECT := src/Monitor
$(HUSK): $(filter-out src/Cli% src/Engine% src/Images% src/Monitor% src/Networks% src/Runtime.Client%,$(SOURCES))
$(CLI): $(filter-out src/Monitor src/Monitor/% src/Runtime src/Runtime/% src/Runtime.Cli%,$(SOURCES))
$(MONITOR): $(filter-out src/Cli% src/Engine% src/Images% src/Runtime src/Runtime/% src/Runtime.Cli%,$(SOURCES))
$(HUSK) $(CLI) $(MONITOR): out/native-framework | deps-build
	@echo "compiling $@ with $$(cat out/native-framework)"
	@flock out/native.lock dotnet publish $(PROJECT) -f "$$(cat out/native-framework)" -r $(RID) \
		-p:HuskNativeFramework="$$(cat out/native-framework)" -p:UseSharedCompilation=false -p:RunAnalyzers=false \
		--artifacts-path out/native -o out/native/publish -v quiet
	@install -D -m 755 out/native/publish/$(@F) $@
	@echo "$@: $$(du -h --apparent-size $@ | cut -f1)"

$(INIT): src/Init/husk-init.c | deps-build
	@mkdir -p $(@D)
	gcc -O2 -static -s -std=gnu11 -Wall -Wextra -Werror -o $@ $<

# Asked once; `make clean` forgets the answer.
out/native-framework: | deps-build
	@mkdir -p out
	@.ci/framework.sh $(RID) $@

demo: $(HUSK) | deps-run root ## run a container that shows what it is made of
	@RUNTIME=$(HUSK) rootfs-fixtures/tour_bundle.sh out/demo
	@echo "husk-oci run --bundle out/demo husk-demo"
	@$(HUSK) run --bundle out/demo husk-demo
	@printf '\nThat was the bundle in out/demo: a directory with config.json and a rootfs.\n'
	@echo "For a shell in such a container: make shell"

shell: $(HUSK) | deps-run root ## an interactive shell in a container
	@RUNTIME=$(HUSK) rootfs-fixtures/bundle.sh -t out/shell sh -l
	@sed -i 's/"readonly": true/"readonly": false/' out/shell/config.json
	@echo "A container from out/shell; leave it with exit or ctrl-D."
	@$(HUSK) run --bundle out/shell husk-shell-$$$$ || true

test: $(HUSK) $(CLI) $(MONITOR) $(INIT) | deps-test deps-run deps-engines ## run every suite; what continuous integration runs
	@.ci/test.sh

test-fast: | deps-build ## run the suites that start no container
	@.ci/test.sh --fast

# A black-box suite on RUNTIME.
judge = RUNTIME="$(if $(RUNTIME),$$(command -v $(RUNTIME)),$(CURDIR)/$(HUSK))" dotnet test $(1) --nologo -v quiet \
	-p:UseSharedCompilation=false --logger "console;verbosity=normal"

conformance: $(if $(RUNTIME),,$(HUSK)) | deps-test deps-run root ## run the black-box suite on RUNTIME= (default: husk-oci)
	@$(call judge,tests/Conformance)

engines: $(if $(RUNTIME),,$(HUSK)) $(CLI) | deps-engines deps-run root ## run containers of docker, podman and containerd on RUNTIME=, and pass images to docker
	@$(call judge,tests/EndToEnd)

parity: $(HUSK) $(CLI) $(MONITOR) $(INIT) | deps-engines deps-run root ## run the same command lines with docker and with husk, and compare
	@HUSK_PARITY="$${HUSK_PARITY:-docker}" $(call judge,tests/EndToEnd --filter FullyQualifiedName~Parity)

test-v2: $(HUSK) $(CLI) $(MONITOR) $(INIT) out/lab/linux | deps-test deps-run deps-lab root ## run husk-oci and husk in a kernel with cgroup v2 alone, systemd and AppArmor
	@RUNTIME="$(if $(RUNTIME),$$(command -v $(RUNTIME)),$(CURDIR)/$(HUSK))" tests/LabKernel/test.sh

out/lab/linux: tests/LabKernel/fetch.sh | deps-lab
	@tests/LabKernel/fetch.sh out/lab $(LAB_SUITE)

CRIU ?= $(CURDIR)/out/criu/criu

test-criu: $(if $(RUNTIME),,$(HUSK)) $(CRIU) | deps-test deps-run deps-criu root ## checkpoint and restore with a CRIU of Debian sid, on RUNTIME=
	@RUNTIME="$(if $(RUNTIME),$$(command -v $(RUNTIME)),$(CURDIR)/$(HUSK))" CRIU="$(CRIU)" tests/WithCriu/test.sh

$(CURDIR)/out/criu/criu: tests/WithCriu/fetch.sh | deps-criu
	@tests/WithCriu/fetch.sh out/criu $(CRIU_SUITE)

bench: $(HUSK) | deps-test deps-run root ## measure husk-oci beside the C floor, crun and runc (ROUNDS=40)
	@bench/run.sh $(ROUNDS)

bench-images: $(CLI) | deps-test deps-engines root ## measure husk load and pull beside podman and containerd (ROUNDS=5)
	@bench/images.sh $(if $(filter command environment,$(origin ROUNDS)),$(ROUNDS),5)

bench-engine: $(HUSK) $(CLI) $(MONITOR) $(INIT) | deps-test deps-engines root ## measure husk beside docker and podman (ROUNDS=20)
	@bench/engine.sh $(if $(filter command environment,$(origin ROUNDS)),$(ROUNDS),20)

bench-net: $(HUSK) $(CLI) $(MONITOR) $(INIT) | deps-test deps-engines deps-net root ## measure what networks cost, husk beside docker (ROUNDS=10)
	@bench/net.sh $(if $(filter command environment,$(origin ROUNDS)),$(ROUNDS),10)

bench-build: $(CLI) $(HUSK) | deps-test deps-builders root ## measure husk build beside docker and buildah (ROUNDS=5)
	@bench/builds.sh $(if $(filter command environment,$(origin ROUNDS)),$(ROUNDS),5)

lint: | deps-build deps-lint ## check the form of C#, C and shell
	@.ci/lint.sh

fuzz: | deps-build deps-test ## feed bad input to the parsers of images and Dockerfiles, SECONDS_EACH=60 to each
	@for project in tests/Images.Tests tests/Build.Tests; do \
		HUSK_FUZZ_SECONDS=$(SECONDS_EACH) dotnet test $$project --nologo -v quiet -p:UseSharedCompilation=false \
			--filter FullyQualifiedName~Fuzzing --logger "console;verbosity=normal" || exit 1; \
	done

golden: | deps-build ## write the golden files anew; read the difference before you commit it
	@.ci/golden.sh

install: $(HUSK) $(CLI) $(MONITOR) $(INIT) ## install husk-oci, husk, husk-monitor, husk-init, their manuals and a systemd unit (PREFIX=/usr/local, DESTDIR=)
	install -D -m 755 -s $(HUSK) $(DESTDIR)$(PREFIX)/bin/husk-oci
	install -D -m 755 -s $(CLI) $(DESTDIR)$(PREFIX)/bin/husk
	install -D -m 755 -s $(MONITOR) $(DESTDIR)$(PREFIX)/bin/husk-monitor
	install -D -m 755 -s $(INIT) $(DESTDIR)$(PREFIX)/bin/husk-init
	@for page in $(wildcard docs/man/*.[1-8]); do \
		echo "install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}"; \
		install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/} || exit 1; \
	done
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's|@PREFIX@|$(PREFIX)|' src/Cli/husk.service.in > $(DESTDIR)$(PREFIX)/lib/systemd/system/husk.service

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/husk-oci $(DESTDIR)$(PREFIX)/bin/husk $(DESTDIR)$(PREFIX)/bin/husk-monitor \
		$(DESTDIR)$(PREFIX)/bin/husk-init
	@for page in $(wildcard docs/man/*.[1-8]); do \
		echo "rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}"; \
		rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; \
	done
	rm -f $(DESTDIR)$(PREFIX)/lib/systemd/system/husk.service

clean: ## remove everything that was built
	rm -rf out

deps: deps-build deps-run deps-test deps-engines deps-lint ## install whatever the other targets need
	@echo "nothing is missing"

deps-build deps-run deps-test deps-engines deps-lint deps-lab deps-criu deps-net deps-builders:
	@.ci/deps.sh $(@:deps-%=%)

root:
	@[ "$$(id -u)" -eq 0 ] || { \
		echo "This starts containers with devices, cgroups and a network: run it as root (sudo make $(MAKECMDGOALS))" >&2; \
		exit 1; }
