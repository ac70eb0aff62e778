#!/bin/sh
# Switches off, one at a time, what the store's promises rest on. Each time the suite must fail; with nothing switched
# off it must pass. Run from the root of the repository.
set -u
project=tests/ConcertMaster.EventStore.Tests
dotnet build "$project" || exit 1
status=0
for mutation in lock version progress tenant; do
    if EVENTSTORE_MUTATION=$mutation dotnet test --no-build "$project" >/dev/null 2>&1; then
        echo "$mutation: SURVIVED"
        status=1
    else
        echo "$mutation: noticed"
    fi
done
dotnet test --no-build "$project" >/dev/null 2>&1 && echo "none: passes" || { echo "none: FAILS"; status=1; }
exit $status
