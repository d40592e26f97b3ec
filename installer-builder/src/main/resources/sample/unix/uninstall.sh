#!/bin/sh
# Sample of an uninstaller: removes what install.sh noted, and nothing else.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
sh "$folder/stop_seattle.sh"
rm -f "$folder/seattle_repy/installed"
echo "Uninstalled. Remove the folder $folder when you like."
