# Cairn: `make demo` shows what it does, `make test` shows that it works; both install what this machine lacks.
#
#   make                builds ./cairn and libcairn.a           make templates    zips the parts of the Word template
#   make install        to PREFIX (/usr/local), under DESTDIR   make clean        takes away all that was built
#   make test           every test of the repository            make asan         the same with the sanitizers watching
#   make tsan           packs with the sanitizer of threads   make faults       every call fails once
#   make check-layers   what may include what                   make check-size   how long functions and files may be
#   make lint           clang-tidy, cppcheck, layout            make format       lays the code out
#   make fuzz           SECONDS=60 for each target              make bench        time and memory (MOST=100000 learners)
#   make foreign        programs that are not ours judge what we made; V=1 shows each command of any of these
#   make compilers  the programs of gcc and clang give the same bytes
#   make corpus         public documents: CORPUS= the folder, VALIDATE= the structural validator, VALGRIND=all: large ones too

ifeq ($(origin CC),default)
CC = gcc
endif
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
PYTHON ?= $(shell /usr/bin/python3 -c 'import lxml, yaml' 2>/dev/null && echo /usr/bin/python3 || echo python3)
CORPUS ?= ../shared/corpus
VALIDATE ?= ../shared/ooxml/validate-docx
SECONDS = 60

# One build folder a kind of build; the plain one leaves its program and library beside the Makefile.
BUILD = build
SANITIZE =
DATA = $(PREFIX)/share/cairn
OUT := $(if $(filter build,$(BUILD)),,$(BUILD)/)
PROGRAM := $(OUT)cairn
LIBRARY := $(OUT)libcairn.a
FAILING := $(if $(SANITIZE),,$(BUILD)/failing.so) # the sanitizers bring a memory of their own

LIBS := libxml-2.0 zlib libdeflate yaml-0.1 nettle xlsxwriter
LIB_CFLAGS := $(shell pkg-config --cflags $(LIBS) 2>/dev/null)
LIB_LIBS := $(shell pkg-config --libs $(LIBS) 2>/dev/null)
# Each document may be hostile. Older compilers and C libraries take the 3 for a 2; what only some compilers know is asked for.
takes = $(shell $(CC) -Werror $(1) -x c -c -o /dev/null /dev/null 2>/dev/null && echo '$(1)')
HARDENING := -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fPIE
ifeq ($(shell uname -s)$(SANITIZE),Linux)
HARDENING += $(call takes,-fstack-clash-protection) $(call takes,-fcf-protection)
HARDENING_LINK := -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
endif
SANITIZING := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
GUARD := $(if $(SANITIZE),$(SANITIZING),$(HARDENING))
GUARD_LINK := $(if $(SANITIZE),$(SANITIZING),$(HARDENING_LINK))
LANGUAGE := -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -pedantic -iquote src $(LIB_CFLAGS)
COMPILE = $(CC) -pthread $(LANGUAGE) $(GUARD) $(CPPFLAGS) $(CFLAGS) -MMD -MP
LINK = $(CC) -pthread $(GUARD_LINK) $(CFLAGS) $(LDFLAGS)

SOURCES := $(wildcard src/*.c)
MAIN := $(filter src/main.c src/cmd.c src/cmd_%,$(SOURCES))
MAIN_OBJECTS := $(MAIN:src/%.c=$(BUILD)/%.o)
OBJECTS := $(patsubst src/%.c,$(BUILD)/%.o,$(filter-out $(MAIN),$(SOURCES)))
REPLAYS := $(patsubst tests/%.c,$(BUILD)/test/%,$(wildcard tests/fuzz_*.c))
TESTS := $(patsubst tests/%.c,$(BUILD)/test/%,$(wildcard tests/test_*.c)) $(REPLAYS)
SCRIPTS := $(filter-out tests/corpus_test.py,$(wildcard tests/*_test.py tests/*_test.sh tests/samples_load.py))
FUZZERS := $(patsubst tests/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz_*.c))
TIDIED := $(patsubst %.c,$(BUILD)/lint/%.ok,$(SOURCES) $(wildcard tests/*.c))

# Jobs for every core, unless the caller has said how many.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))
PARALLEL = +$(MAKE) --no-print-directory $(JOBS)

all:
	tests/install.sh --check build
	$(PARALLEL) build

build: $(PROGRAM) $(LIBRARY)

$(PROGRAM): $(MAIN_OBJECTS) $(LIBRARY)
	echo "  $@"
	$(LINK) -o $@ $^ $(LIB_LIBS)

$(LIBRARY): $(OBJECTS)
	echo "  $@"
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	echo "  $<"
	$(COMPILE) -c -o $@ $<

# The one file that knows where Cairn's data was installed; tests find it in this tree.
$(BUILD)/find.o: CPPFLAGS += -DCAIRN_DATA='"$(DATA)"'
$(BUILD)/test/find.o: CPPFLAGS += -DCAIRN_DATA='"$(CURDIR)"'
$(BUILD)/test/find.o: src/find.c $(BUILD)/flags
	mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# Memory in small pieces, so that it can fail in many places.
$(BUILD)/test/arena.o: CPPFLAGS += -DARENA_CHUNK=1024
$(BUILD)/test/arena.o: src/arena.c $(BUILD)/flags
	mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<
$(filter %_faults,$(TESTS)): $(BUILD)/test/arena.o

$(filter-out $(REPLAYS),$(TESTS)): $(BUILD)/test/%: tests/%.c $(BUILD)/test/find.o $(LIBRARY) $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -o $@ $< $(filter %.o,$^) $(filter %.a,$^) $(GUARD_LINK) $(LDFLAGS) $(LIB_LIBS) $$(pkg-config --cflags --libs cmocka)

$(BUILD)/test/replay.o: tests/replay.c $(BUILD)/flags
	mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# Each fuzz target over its corpus once more: what fuzzing found stays mended.
$(REPLAYS): $(BUILD)/test/%: tests/%.c $(BUILD)/test/replay.o $(BUILD)/test/find.o $(LIBRARY) $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -o $@ $(filter %.c %.o %.a,$^) $(GUARD_LINK) $(LDFLAGS) $(LIB_LIBS)

$(FUZZERS): $(BUILD)/fuzz/%: tests/%.c $(BUILD)/test/find.o $(LIBRARY) $(BUILD)/flags
	mkdir -p $(@D)
	$(COMPILE) -fsanitize=fuzzer -o $@ $(filter %.c %.o %.a,$^) $(LIB_LIBS)

# What all was compiled with; touched only when that changes.
$(BUILD)/flags: ALWAYS
	mkdir -p $(@D)
	echo '$(COMPILE) $(LINK) $(DATA)' | cmp -s - $@ || echo '$(COMPILE) $(LINK) $(DATA)' >$@

-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d)

INTO = $(DESTDIR)$(PREFIX)
install: all
	install -d $(INTO)/bin $(INTO)/lib $(INTO)/include $(INTO)/share/man/man1 $(INTO)/share/cairn/templates
	install -m 755 $(PROGRAM) $(INTO)/bin/cairn
	install -m 644 $(LIBRARY) $(INTO)/lib/libcairn.a
	install -m 644 src/cairn.h $(INTO)/include/cairn.h
	install -m 644 src/cairn.1 $(INTO)/share/man/man1/cairn.1
	install -m 644 templates/*.docx $(INTO)/share/cairn/templates
	find mappings -type d -exec install -d $(INTO)/share/cairn/{} \;
	find mappings -type f -exec install -m 644 {} $(INTO)/share/cairn/{} \;
	echo "installed to $(INTO)"

DEMO = build/demo
CHILD = samples/rowan/child-a.yaml
demo:
	tests/install.sh build
	$(PARALLEL) build
	rm -rf $(DEMO) && mkdir -p $(DEMO)
	echo
	./$(PROGRAM) fill $(CHILD) --session 2025-26 --term 1 -o $(DEMO)/child-a-term-1.docx
	echo "$(DEMO)/child-a-term-1.docx: Child A's tracker for Term 1, filled from $(CHILD)"
	./$(PROGRAM) fill $(CHILD) --session 2025-26 --term 2 -o $(DEMO)/child-a-term-2.docx
	echo "$(DEMO)/child-a-term-2.docx: the same for Term 2, with what was seen last time beside each level"
	./$(PROGRAM) fill $(CHILD) --session 2025-26 --term 3 --blank -o $(DEMO)/child-a-term-3-blank.docx
	echo "$(DEMO)/child-a-term-3-blank.docx: Term 3, ready for staff to type into"
	echo "Open them in Word or LibreOffice."

test:
	tests/install.sh build test
	$(PARALLEL) run-tests

asan:
	tests/install.sh build test
	$(PARALLEL) run-tests BUILD=build/asan SANITIZE=address,undefined CFLAGS='-O1 -g' DATA='$(CURDIR)' COUNT=$(or $(COUNT),40)

# What threads share they only read: the sanitizer of threads watches packs.
tsan:
	tests/install.sh build test
	$(PARALLEL) run-tests BUILD=build/tsan SANITIZE=thread CFLAGS='-O1 -g' DATA='$(CURDIR)' TESTS= \
	  SCRIPTS='tests/pack_test.py tests/pack_same_test.py tests/pack_marks_test.py'

# `make test` lets some calls of many fail; here each one does.
faults:
	tests/install.sh build test
	$(PARALLEL) run-tests SCRIPTS=tests/faults_test.py TESTS='$(filter %_faults,$(TESTS))' FAULTS=all

# 99 tells a sanitizer's finding from Cairn's own exit codes.
run-tests: $(PROGRAM) $(TESTS) $(BUILD)/serve $(BUILD)/joiner $(FAILING)
	ASAN_OPTIONS=exitcode=99 TSAN_OPTIONS=exitcode=99 LSAN_OPTIONS='exitcode=99:suppressions=$(CURDIR)/tests/leaks.supp:print_suppressions=0' UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 \
	  CAIRN='$(abspath $(PROGRAM))' SERVE='$(abspath $(BUILD)/serve)' JOINER='$(abspath $(BUILD)/joiner)' COUNT='$(COUNT)' FAULTS='$(FAULTS)' FAILING='$(abspath $(FAILING))' PYTHON='$(PYTHON)' $(PYTHON) tests/run.py $(TESTS) $(SCRIPTS)

# The four laws on many more inventions: make laws COUNT=10000 SEED=random
laws:
	tests/install.sh build test
	$(PARALLEL) run-laws COUNT=$(or $(COUNT),10000) SEED=$(or $(SEED),1)

run-laws: $(PROGRAM) $(BUILD)/serve
	for test in laws legacy_laws; do \
	  CAIRN='$(abspath $(PROGRAM))' SERVE='$(abspath $(BUILD)/serve)' $(PYTHON) tests/$${test}_test.py --count $(COUNT) --seed $(SEED) || exit 1; \
	done

check-layers check-size: check-%:
	$(PYTHON) tests/check_$*.py
lint:
	tests/install.sh build test lint
	$(PARALLEL) -k run-lint
	echo "lint: nothing found in $(words $(TIDIED)) files"

run-lint: check-format cppcheck $(TIDIED)
check-format:
	mkdir -p $(BUILD)
	clang-format --dry-run -Werror $(wildcard src/*.[ch] tests/*.[ch]) 2>$(BUILD)/layout || \
	  { sed -n 's/error: code should be.*/lies otherwise (make format)/p' $(BUILD)/layout; false; }

# The lifetime check takes a copied struct's pointer for the struct; the compilers and clang-tidy watch lifetimes too.
cppcheck:
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	  --suppress=missingIncludeSystem --suppress=returnDanglingLifetime -D_GNU_SOURCE -Isrc src

$(BUILD)/lint/%.ok: %.c $(wildcard src/*.h src/*.def tests/*.h) .clang-tidy tests/.clang-tidy
	mkdir -p $(@D)
	clang-tidy --quiet $< -- $(filter-out -Werror,$(LANGUAGE)) $$(pkg-config --cflags cmocka) >$(@:.ok=.log) 2>&1 || \
	  { grep -v 'warnings generated' $(@:.ok=.log); false; }
	touch $@

format:
	tests/install.sh lint
	clang-format -i $(wildcard src/*.[ch] tests/*.[ch])

# New inputs for every target: make fuzz SECONDS=600 SEED=random
fuzz:
	tests/install.sh build fuzz
	$(PARALLEL) run-fuzz BUILD=build/fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined CFLAGS='-O1 -g'

run-fuzz: $(FUZZERS)
	printf '%s\n' $(FUZZERS) | xargs -n 1 -P 2 tests/fuzz.sh $(SECONDS) $(or $(SEED),1)

foreign:
	tests/install.sh build test foreign npm
	$(PARALLEL) build
	CAIRN='$(abspath $(PROGRAM))' PYTHON='$(PYTHON)' tests/foreign/run

# What gcc makes of Cairn and what clang makes of it say and write the same bytes, and both are built for hostile input.
compilers:
	tests/install.sh build test fuzz
	$(PARALLEL) build CC=gcc
	$(PARALLEL) build CC=clang BUILD=build/clang
	$(PYTHON) tests/compilers.py cairn build/clang/cairn
	CAIRN=build/clang/cairn $(PYTHON) tests/hardened_test.py

corpus:
	tests/install.sh build test foreign npm
	tests/foreign/npm
	$(PARALLEL) build build/spans build/measure build/original build/serve
	$(PARALLEL) build/asan/serve BUILD=build/asan SANITIZE=address,undefined CFLAGS='-O1 -g' DATA='$(CURDIR)'
	CAIRN='$(abspath $(PROGRAM))' CORPUS='$(CORPUS)' VALIDATE='$(VALIDATE)' VALGRIND='$(VALGRIND)' NODE_PATH='$(CURDIR)/build/foreign/node_modules' \
	  $(PYTHON) tests/corpus_test.py

# cairn as one process that fills and reads many times, for tests that do.
$(BUILD)/serve: tests/serve.c src/main.c $(BUILD)/test/find.o $(filter-out $(BUILD)/main.o,$(MAIN_OBJECTS)) $(LIBRARY) $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -Dmain=cairn_main -c -o $(BUILD)/served.o src/main.c
	$(COMPILE) -o $@ $< $(BUILD)/served.o $(filter %.o %.a,$^) $(GUARD_LINK) $(LDFLAGS) $(LIB_LIBS)

# The C library with a flaw.
$(BUILD)/failing.so: tests/failing.c $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -fPIC -shared -o $@ $< -ldl

# Documents joined, for tests that have some of their own.
$(BUILD)/joiner: tests/joiner.c $(LIBRARY) $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -o $@ $(filter %.c %.a,$^) $(GUARD_LINK) $(LDFLAGS) $(LIB_LIBS)

build/spans build/original: build/%: tests/%.c $(LIBRARY) $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -o $@ $(filter %.c %.a,$^) $(GUARD_LINK) $(LDFLAGS) $(LIB_LIBS)

build/measure: tests/bench/measure.c $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -o $@ $< $(GUARD_LINK) $(LDFLAGS)

bench:
	tests/install.sh build test foreign npm
	$(PARALLEL) build
	CAIRN='$(abspath $(PROGRAM))' CC='$(CC)' PYTHON='$(PYTHON)' tests/bench/run

templates:
	$(PYTHON) templates/zip.py
clean:
	rm -rf build cairn libcairn.a

.PHONY: all build install demo test asan tsan faults run-tests laws run-laws check-layers check-size lint run-lint check-format cppcheck format \
  fuzz run-fuzz foreign compilers corpus bench templates clean ALWAYS
.DELETE_ON_ERROR:
.SUFFIXES:
ifndef V
.SILENT:
endif
