#!/bin/sh
# Sample of a stop script.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
if [ -f "$folder/seattle_repy/started" ]; then
    rm "$folder/seattle_repy/started"
    echo "A real installer would have stopped its vessels now."
else
    echo "Nothing was started."
fi
