#!/bin/sh
# Says what this installer would donate: reads vesselinfo line by line, splits on blanks, takes the first word as a label.
# Ends with an error where a node would refuse to install.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
file=$folder/vesselinfo

fail() {
    echo "vesselinfo: $1" >&2
    exit 1
}

# A key's numbers have hundreds of digits; eight at each end are enough to tell keys apart.
shown() {
    if [ "${#2}" -gt 20 ]; then
        echo "$1 $(printf %.8s "$2")...${2#"${2%????????}"} (${#2} digits)"
    else
        echo "$1 $2"
    fi
}

number() {
    case $1 in
        '' | *[!0-9]*) fail "$2 is not a number" ;;
    esac
}

end_vessel() {
    if [ "$vessels" -gt 0 ] && [ -z "$owner" ]; then
        fail "vessel $vessels has no owner"
    fi
}

[ -f "$file" ] || fail "there is none: this is a base installer, not a custom one"

vessels=0
total=0
port=63100
owner=
echo "What this installer would donate, in parts of what the donor gives (10 % of the machine unless told otherwise):"
# The last line has no line feed, so that read answers false for it.
while read -r label first second || [ -n "$label" ]; do
    case $label in
        Percent)
            end_vessel
            number "$first" "the percentage of a vessel"
            [ $((first % 10)) -eq 0 ] && [ "$first" -ge 10 ] || fail "$first % is no multiple of ten"
            vessels=$((vessels + 1))
            total=$((total + first))
            owner=
            echo "  vessel $vessels: $first %, ports $port to $((port + first - 1))"
            port=$((port + first))
            ;;
        Owner)
            number "$first" "an owner's key"
            number "$second" "an owner's key"
            owner=$first
            echo "    owner: $(shown "$first" "$second")"
            ;;
        User)
            number "$first" "a user's key"
            number "$second" "a user's key"
            echo "    user:  $(shown "$first" "$second")"
            ;;
        '')
            fail "a line is empty"
            ;;
    esac
    label=
done < "$file"
end_vessel
[ "$total" -eq 100 ] || fail "the percentages add up to $total, not to 100"
