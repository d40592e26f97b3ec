#!/bin/sh
# Sample of a start script: says which vessels it would start.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
if [ ! -f "$folder/seattle_repy/installed" ]; then
    echo "It is not installed; run ./install.sh first." >&2
    exit 1
fi
echo "A real installer would now start these vessels:"
grep '^  vessel ' "$folder/seattle_repy/installed"
: > "$folder/seattle_repy/started"
