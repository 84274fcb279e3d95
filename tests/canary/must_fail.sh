#!/bin/sh
# Passes when a command fails as it should: exit status STATUS and a line that matches PATTERN.
# Any crash or missing program fails too, so both are asked for.
# Usage: must_fail.sh STATUS PATTERN COMMAND…   (STATUS "any": anything but 0, 126 and 127)
set -u
wanted=$1
pattern=$2
shift 2
said=$("$@" 2>&1)
status=$?
printf '%s\n' "$said"
case $wanted in
any) [ $status != 0 ] && [ $status != 126 ] && [ $status != 127 ] ;;
*) [ $status = "$wanted" ] ;;
esac || {
    echo "canary: exit status $status, expected $wanted"
    exit 1
}
printf '%s\n' "$said" | grep -q -E -e "$pattern" || {
    echo "canary: nothing matched: $pattern"
    exit 1
}
