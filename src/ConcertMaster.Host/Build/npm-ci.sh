#!/bin/sh
# Installs the packages of the current folder's lock file: npm-ci.sh WHAT [options of npm]. Two builds at once must not
# write the same node_modules, so the second waits, and then finds that there is nothing left to do.
set -e
if command -v flock >/dev/null 2>&1 && [ -z "$NPM_CI_LOCKED" ]; then
  NPM_CI_LOCKED=1 exec flock .npm-ci.lock sh "$0" "$@"
fi
if [ -f node_modules/.ci-lock ] && cmp -s package-lock.json node_modules/.ci-lock; then exit 0; fi
echo "$1"
shift
npm ci --no-audit --no-fund --loglevel=error "$@"
cp package-lock.json node_modules/.ci-lock
