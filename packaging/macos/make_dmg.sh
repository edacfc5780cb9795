#!/usr/bin/env bash
# A disk image of the application that `pyinstaller build.spec` made, for macOS.
#   packaging/macos/make_dmg.sh [SIGNING IDENTITY]
set -euo pipefail
cd "$(dirname "$0")/../.."

app=dist/Organisatiecanvas.app
[ -d "$app" ] || { printf 'Build %s first: make bundle\n' "$app" >&2; exit 1; }
version=$(/usr/libexec/PlistBuddy -c 'Print CFBundleShortVersionString' "$app/Contents/Info.plist")
[ $# -eq 0 ] || codesign --force --deep --options runtime --sign "$1" "$app"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname Organisatiecanvas -srcfolder "$stage" -ov -format UDZO "dist/organisatiecanvas-$version.dmg"
