#!/bin/sh
# Sample of an installer: says what it would donate, and notes that it was run.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
plan=$(sh "$folder/seattle_repy/donation.sh")
echo "$plan"
echo "$plan" > "$folder/seattle_repy/installed"
echo "This is a sample: nothing was changed outside of $folder."
echo "Next: ./start_seattle.sh"
