# Cairn: `make demo` shows what it does, `make test` shows that it works; both install what this machine lacks.
#
#   make                builds ./cairn and libcairn.a           make templates    zips the parts of the Word template
#   make install        to PREFIX (/usr/local), under DESTDIR   make clean        takes away all that was built
#   make test           every test of the repository            make asan         the same with the sanitizers watching
#   make check-layers   what may include what                   make check-size   how long functions and files may be
#   make lint           clang-tidy, cppcheck, layout            make format       lays the code out
#   make fuzz           SECONDS=60 for each target              make bench        time and memory
#   make foreign        programs that are not ours judge what we made; V=1 shows each command of any of these
#   make corpus         public documents: CORPUS= the folder, VALIDATE= the structural validator

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

LIBS := libxml-2.0 minizip zlib libdeflate yaml-0.1 nettle
LIB_CFLAGS := $(shell pkg-config --cflags $(LIBS) 2>/dev/null)
LIB_LIBS := $(shell pkg-config --libs $(LIBS) 2>/dev/null)
HARDENING := -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE
ifeq ($(shell uname -s),Linux)
HARDENING_LINK := -pie -Wl,-z,relro -Wl,-z,now
endif
SANITIZING := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
GUARD := $(if $(SANITIZE),$(SANITIZING),$(HARDENING))
GUARD_LINK := $(if $(SANITIZE),$(SANITIZING),$(HARDENING_LINK))
LANGUAGE := -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -pedantic -iquote src $(LIB_CFLAGS)
COMPILE = $(CC) $(LANGUAGE) $(GUARD) $(CPPFLAGS) $(CFLAGS) -MMD -MP
LINK = $(CC) $(GUARD_LINK) $(CFLAGS) $(LDFLAGS)

SOURCES := $(wildcard src/*.c)
MAIN := $(filter src/main.c src/cmd.c src/cmd_%,$(SOURCES))
MAIN_OBJECTS := $(MAIN:src/%.c=$(BUILD)/%.o)
OBJECTS := $(patsubst src/%.c,$(BUILD)/%.o,$(filter-out $(MAIN),$(SOURCES)))
TESTS := $(patsubst tests/%.c,$(BUILD)/test/%,$(wildcard tests/test_*.c))
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

$(TESTS): $(BUILD)/test/%: tests/%.c $(BUILD)/test/find.o $(LIBRARY) $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -o $@ $< $(filter %.o %.a,$^) $(GUARD_LINK) $(LDFLAGS) $(LIB_LIBS) $$(pkg-config --cflags --libs cmocka)

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

# 99 tells a sanitizer's finding from Cairn's own exit codes.
run-tests: $(PROGRAM) $(TESTS) $(BUILD)/serve
	ASAN_OPTIONS=exitcode=99 LSAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 \
	  CAIRN='$(abspath $(PROGRAM))' SERVE='$(abspath $(BUILD)/serve)' COUNT='$(COUNT)' PYTHON='$(PYTHON)' $(PYTHON) tests/run.py $(TESTS) $(SCRIPTS)

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

fuzz:
	tests/install.sh build fuzz
	$(PARALLEL) run-fuzz BUILD=build/fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined CFLAGS='-O1 -g'

run-fuzz: $(FUZZERS)
	printf '%s\n' $(FUZZERS) | xargs -n 1 -P 2 tests/fuzz.sh $(SECONDS)

foreign:
	tests/install.sh build test foreign npm
	$(PARALLEL) build
	CAIRN='$(abspath $(PROGRAM))' PYTHON='$(PYTHON)' tests/foreign/run

corpus:
	tests/install.sh build test foreign npm
	tests/foreign/npm
	$(PARALLEL) build build/spans build/measure build/original
	$(PARALLEL) build BUILD=build/asan SANITIZE=address,undefined CFLAGS='-O1 -g' DATA='$(CURDIR)'
	CAIRN='$(abspath $(PROGRAM))' CORPUS='$(CORPUS)' VALIDATE='$(VALIDATE)' NODE_PATH='$(CURDIR)/build/foreign/node_modules' \
	  $(PYTHON) tests/corpus_test.py

# cairn as one process that fills and reads many times, for tests that do.
$(BUILD)/serve: tests/serve.c src/main.c $(BUILD)/test/find.o $(filter-out $(BUILD)/main.o,$(MAIN_OBJECTS)) $(LIBRARY) $(BUILD)/flags
	echo "  $@"
	$(COMPILE) -Dmain=cairn_main -c -o $(BUILD)/served.o src/main.c
	$(COMPILE) -o $@ $< $(BUILD)/served.o $(filter %.o %.a,$^) $(GUARD_LINK) $(LDFLAGS) $(LIB_LIBS)

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

.PHONY: all build install demo test asan run-tests laws run-laws check-layers check-size lint run-lint check-format cppcheck format \
  fuzz run-fuzz foreign corpus bench templates clean ALWAYS
.DELETE_ON_ERROR:
.SUFFIXES:
ifndef V
.SILENT:
endif
