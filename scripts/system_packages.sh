#!/usr/bin/env bash
# Makes sure that what pip can't bring is on this machine: the libraries Qt wants and, for tests, a virtual
# screen, a spreadsheet program and a PDF reader. Installs what is missing when that is allowed; when not, prints
# the one line to run and stops.
#
#   scripts/system_packages.sh run | test | lint | bundle
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

purpose=${1:-run}
missing=()   # Debian's package names
libraries=() # names of the files, for other systems
wanted=()    # welcome, but no reason to stop

add() { missing+=("$1"); }

need_python() {
    local python=.venv/bin/python
    if ! python_fits "$python"; then
        python=$(find_python) || die "Python 3.11 to 3.14 is needed and was not found. Install it, or name it: PYTHON=/path/to/python3 make run"
        if ! python_makes_environments "$python"; then
            add "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        fi
    fi
    if [ "$purpose" = bundle ]; then
        # The bundle carries Python's shared library along; Debian ships it apart.
        "$python" - <<'PYTHON' || add "$("$python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')"
import ctypes.util, sys, sysconfig
from pathlib import Path
name = sysconfig.get_config_var("INSTSONAME") or ""
folder = Path(sysconfig.get_config_var("LIBDIR") or "/")
version = "python%d.%d" % sys.version_info[:2]
sys.exit(not ((".so" in name and (folder / name).exists()) or ctypes.util.find_library(version)))
PYTHON
    fi
}

# What the Qt libraries and the plugin for the X server link to (ldd), each with Debian's package for it.
need_qt_libraries() {
    local ldconfig known file package
    ldconfig=$(command -v ldconfig || command -v /sbin/ldconfig || true)
    [ -n "$ldconfig" ] || return 0
    known=$("$ldconfig" -p)
    while read -r file package; do
        case $known in
        *"$file "*) ;;
        *)
            add "$package"
            libraries+=("$file")
            ;;
        esac
    done <<'LIST'
libGL.so.1 libgl1
libEGL.so.1 libegl1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libxcb.so.1 libxcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render.so.0 libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
LIST
}

# The window takes the system's font; without a desktop there is often only a wide one.
want_font() {
    local found
    found=$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" \
        \( -iname 'Inter*' -o -iname 'NotoSans-Regular*' -o -iname 'Ubuntu*' -o -iname 'Cantarell*' \) -print -quit 2>/dev/null || true)
    [ -n "$found" ] || wanted+=(fonts-inter)
}

need_program() { # need_program PROGRAM PACKAGE
    command -v "$1" >/dev/null || add "$2"
}

need_python
case $(uname -s) in
Linux) ;;
*)
    if [ "$purpose" = test ]; then
        command -v soffice >/dev/null || say "LibreOffice is not found: the tests that recalculate workbooks need it."
        command -v pdftoppm >/dev/null || say "pdftoppm (poppler) is not found: the tests that look at prints need it."
    fi
    exit 0
    ;;
esac

case $purpose in
run)
    need_qt_libraries
    want_font
    ;;
test)
    need_qt_libraries
    want_font
    need_program Xvfb xvfb
    need_program xauth xauth
    need_program localc libreoffice-calc
    need_program pdftoppm poppler-utils
    ;;
lint)
    need_program shellcheck shellcheck
    ;;
bundle)
    need_qt_libraries
    need_program objdump binutils
    ;;
*) die "usage: scripts/system_packages.sh run | test | lint | bundle" ;;
esac

if [ ${#missing[@]} -eq 0 ] && [ ${#wanted[@]} -eq 0 ]; then exit 0; fi

if ! command -v apt-get >/dev/null; then
    if [ ${#missing[@]} -gt 0 ]; then
        say "This system lacks what Debian calls: ${missing[*]}"
        [ ${#libraries[@]} -eq 0 ] || say "(the libraries ${libraries[*]})"
        say "Install these with your system's own package manager if the next step fails."
    fi
    exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
else
    [ ${#missing[@]} -gt 0 ] || exit 0
    say "Some system packages are missing, and installing them needs an administrator. Run this line, then try again:"
    say ""
    die "    sudo apt-get update && sudo apt-get install --no-install-recommends -y ${missing[*]}"
fi

# Another installation may be going on: wait for it. What goes well needs no lines; errors are on standard error.
apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0)
say "Installing system packages: ${missing[*]} ${wanted[*]}"
"${apt[@]}" update </dev/null >/dev/null || say "The package lists could not be refreshed; trying with those that are here."
if [ ${#missing[@]} -gt 0 ]; then
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null || die "These packages could not be installed: ${missing[*]}"
fi
if [ ${#wanted[@]} -gt 0 ]; then
    "${apt[@]}" install -y --no-install-recommends "${wanted[@]}" </dev/null >/dev/null || say "Going on without ${wanted[*]}."
fi
