#!/usr/bin/env bash
# Install the built folder for this user only, with its menu entry and file type; no administrator rights.
#   packaging/linux/install.sh [FOLDER]      FOLDER: dist/organisatiecanvas-VERSION
#   packaging/linux/install.sh --remove      documents, settings and working copies stay
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$data/organisatiecanvas-program
entries=("$data/applications/organisatiecanvas.desktop" "$data/mime/packages/organisatiecanvas-mime.xml"
    "$data/icons/hicolor/scalable/apps/organisatiecanvas.svg" "$HOME/.local/bin/organisatiecanvas")

refresh() {
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime"; fi
    if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications"; fi
}

if [ "${1:-}" = --remove ]; then
    rm -rf "$program" "${entries[@]}"
    refresh
    printf 'Removed. Your documents, settings and working copies are where they were.\n'
    exit 0
fi

folder=${1:-}
if [ -z "$folder" ]; then
    for folder in "$here"/../../dist/organisatiecanvas-*/; do break; done
fi
[ -x "$folder/organisatiecanvas" ] || { printf 'There is no program in %s: make bundle first.\n' "$folder" >&2; exit 1; }

mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps" "$HOME/.local/bin"
rm -rf "$program"
cp -R "$folder" "$program"
ln -sf "$program/organisatiecanvas" "$HOME/.local/bin/organisatiecanvas"
sed "s|^Exec=organisatiecanvas|Exec=\"$program/organisatiecanvas\"|" "$here/organisatiecanvas.desktop" >"${entries[0]}"
cp "$here/organisatiecanvas-mime.xml" "${entries[1]}"
cp "$program/_internal/organisatiecanvas/desktop/icons/application.svg" "${entries[2]}"
refresh
printf 'Installed for %s: start Organisatiecanvas from the menu, or ~/.local/bin/organisatiecanvas.\n' "$(id -un)"
