#!/bin/sh
# Switches off, one at a time, what the store's promises rest on, in the database of the tests (Fixtures/Mutation.cs).
# Each time the suite must fail; with nothing switched off it must pass. Run from the root of the repository:
#
#   tests/ConcertMaster.EventStore.Tests/mutations.sh [mutation ...]
#
# lock: the advisory lock that makes sequence order commit order.  version: the check of the expected version.
# progress: the compare-and-set and the fence on the progress of a projection.  tenant: the policy that hides the rows
# of other tenants.  For each it says which test noticed first.
set -u
project=tests/ConcertMaster.EventStore.Tests
output=$(mktemp)
trap 'rm -f "$output"' EXIT
dotnet build "$project" --verbosity quiet --nologo || exit 1
status=0
for mutation in "${@:-lock version progress tenant none}"; do
    for one in $mutation; do
        if [ "$one" = none ]; then expected=passes; else expected=fails; fi
        if EVENTSTORE_MUTATION=$one dotnet test --no-build "$project" -- xUnit.StopOnFail=true >"$output" 2>&1; then
            outcome=passes
        else
            outcome=fails
        fi
        [ "$outcome" = "$expected" ] || { status=1; outcome="$outcome, AND SHOULD NOT"; }
        noticed=$(grep -m 1 -oE 'Failed [A-Za-z_.]+' "$output" | sed 's/.*\.//')
        echo "$one: suite $outcome${noticed:+, noticed by $noticed}"
    done
done
exit $status
