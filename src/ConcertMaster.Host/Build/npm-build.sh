#!/bin/sh
# Builds the browser application in the current folder. $1 is the page it makes. Two builds at once take turns.
set -e
if command -v flock >/dev/null 2>&1 && [ -z "$NPM_BUILD_LOCKED" ]; then
  NPM_BUILD_LOCKED=1 exec flock node_modules/.build.lock sh "$0" "$@"
fi
echo "Building the browser application"
npm run build --silent
test -s "$1" || { echo "npm run build left no $1" >&2; exit 1; }
