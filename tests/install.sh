#!/usr/bin/env bash
# Sees to it that this machine has what a job needs: says what is missing and installs it (Debian), or says how to.
#
#     tests/install.sh [--check] GROUP...       groups: build test lint fuzz foreign npm
#
# Nothing missing: silent and quick. --check only says what is missing, and fails then.
set -u

here=$(mktemp -d) && trap 'rm -rf "$here"' EXIT

# ---- probes: each answers whether the thing is here ----

have() { command -v "$1" >/dev/null 2>&1; }
library() { pkg-config --exists "$1" 2>/dev/null; }
module() { # some python3 that the Makefile would choose imports it
  /usr/bin/python3 -c "import $1" 2>/dev/null || python3 -c "import $1" 2>/dev/null
}
compiles() { # COMPILER FLAGS...: a whole program, so that headers, linker and run-time libraries are there too
  local compiler=$1
  shift
  printf '#include <stdio.h>\nint main(void) { return puts("") < 0; }\n' >"$here/program.c"
  "$compiler" "$@" "$here/program.c" -o "$here/program" >/dev/null 2>&1
}
fuzzes() {
  printf 'int LLVMFuzzerTestOneInput(const char *at, unsigned long n) { return !at && n; }\n' >"$here/fuzz.c"
  clang -fsanitize=fuzzer,address "$here/fuzz.c" -o "$here/fuzz" >/dev/null 2>&1
}
compiler() { compiles gcc || { [ "${CC:-gcc}" != gcc ] && compiles "$CC"; }; }

# ---- what each group needs: what it is | probe | Debian | Fedora | Homebrew ----

needs() {
  case $1 in
    build) cat <<'LIST' ;;
make, which runs the build|have make|make|make|make
a C compiler with its headers|compiler|gcc libc6-dev|gcc glibc-devel|gcc
ar, which makes the library|have ar|binutils|binutils|
pkg-config, which finds the libraries|have pkg-config|pkg-config|pkgconf-pkg-config|pkgconf
libxml2, which reads XML|library libxml-2.0|libxml2-dev|libxml2-devel|libxml2
zlib, which inflates what Cairn compresses|library zlib|zlib1g-dev|zlib-devel|zlib
libdeflate, which inflates|library libdeflate|libdeflate-dev|libdeflate-devel|libdeflate
libyaml, which reads and writes YAML|library yaml-0.1|libyaml-dev|libyaml-devel|libyaml
nettle, which makes digests|library nettle|nettle-dev|nettle-devel|nettle
libxlsxwriter, which writes workbooks|library xlsxwriter|libxlsxwriter-dev|libxlsxwriter-devel|libxlsxwriter
LIST
    test) cat <<'LIST' ;;
cmocka, which runs the tests in C|library cmocka|libcmocka-dev|libcmocka-devel|cmocka
python3, which runs other tests|have python3|python3|python3|python3
lxml, which reads XML for the tests|module lxml|python3-lxml|python3-lxml|pip:lxml
PyYAML, which reads YAML for the tests|module yaml|python3-yaml|python3-pyyaml|pip:PyYAML
openpyxl, which reads workbooks for the tests|module openpyxl|python3-openpyxl|python3-openpyxl|pip:openpyxl
GNU parallel, which runs an example|have parallel|parallel|parallel|parallel
LIST
    lint) cat <<'LIST' ;;
python3, which runs the checks|have python3|python3|python3|python3
clang-tidy, which finds mistakes|have clang-tidy|clang-tidy|clang-tools-extra|llvm
clang-format, which lays out the code|have clang-format|clang-format|clang-tools-extra|clang-format
cppcheck, which finds mistakes|have cppcheck|cppcheck|cppcheck|cppcheck
LIST
    fuzz) cat <<'LIST' ;;
clang with libFuzzer|fuzzes|clang libclang-rt-dev|clang compiler-rt|llvm
LIST
    foreign) cat <<'LIST' ;;
LibreOffice with fonts|have soffice|libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation|libreoffice-writer libreoffice-calc liberation-fonts|--cask libreoffice
pandoc|have pandoc|pandoc|pandoc|pandoc
valgrind, which watches memory|have valgrind|valgrind|valgrind|valgrind
poppler, which reads PDF|have pdftotext|poppler-utils|poppler-utils|poppler
openpyxl|module openpyxl|python3-openpyxl|python3-openpyxl|pip:openpyxl
python-docx|module docx|python3-docx|python3-docx|pip:python-docx
LIST
    npm) cat <<'LIST' ;;
node, which runs the programs from npm|have node|nodejs|nodejs|node
npm|have npm|npm|nodejs-npm|node
minizip, which packs beside Cairn|library minizip|libminizip-dev|minizip-compat-devel|minizip
LIST
    *)
      echo "tests/install.sh: no group is called $1; there are build, test, lint, fuzz, foreign and npm" >&2
      return 2
      ;;
  esac
}

# Fills missing (in words), debian, fedora, brew and pip (packages; Homebrew leaves Python's to pip).
look() {
  missing=() debian=() fedora=() brew=() pip=()
  local group list what probe deb rpm formula
  for group in "$@"; do
    list=$(needs "$group") || exit 2
    while IFS='|' read -r what probe deb rpm formula; do
      $probe </dev/null && continue
      missing+=("$what")
      debian+=($deb) fedora+=($rpm)
      case $formula in
        pip:*) pip+=("${formula#pip:}") ;;
        *) brew+=($formula) ;;
      esac
    done <<<"$list"
  done
}

by_hand() {
  echo "To install it:"
  echo "  Debian:    apt-get install -y ${debian[*]}"
  echo "  Fedora:    dnf install -y ${fedora[*]}"
  [ ${#brew[@]} = 0 ] || echo "  Homebrew:  brew install ${brew[*]}"
  [ ${#pip[@]} = 0 ] || echo "  pip:       python3 -m pip install ${pip[*]}   (with Homebrew)"
  exit 1
} >&2

say_missing() {
  echo "This machine lacks what Cairn needs for this:"
  printf '  %s\n' "${missing[@]}"
}

install_debian() {
  local root=()
  if [ "$(id -u)" != 0 ]; then
    have sudo || by_hand
    root=(sudo)
  fi
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive
    apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
  echo "Installing it: apt-get install -y --no-install-recommends ${debian[*]}"
  local try
  for try in 1 2 3 4 5 6; do # the lists' lock does not wait by itself
    "${apt[@]}" update >"$here/log" 2>&1 && break
    grep -q "Could not get lock" "$here/log" || break
    sleep $((try * 5))
  done
  "${apt[@]}" install -y --no-install-recommends "${debian[@]}" >>"$here/log" 2>&1 && return
  cat "$here/log" >&2
  by_hand
}

only_check=no
if [ "${1:-}" = --check ]; then
  only_check=yes
  shift
fi
look "$@"
[ ${#missing[@]} = 0 ] && exit 0
say_missing >&2
[ $only_check = yes ] && by_hand
have apt-get || by_hand
install_debian
look "$@"
[ ${#missing[@]} = 0 ] && exit 0
say_missing >&2
by_hand
