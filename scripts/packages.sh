#!/bin/sh
# Installs the system packages that are missing: packages.sh run [gui] [test]. Without root it prints the one line that does.
set -eu
list=$(dirname "$0")/packages.tsv

if [ ! -r /etc/os-release ] || ! command -v dpkg-query >/dev/null; then
    echo "only Debian's packages are known here; $list says what is needed" >&2
    exit 0
fi

missing=
for when in "$@"; do
    for package in $(awk -F '\t' -v when="$when" '$1 == when && $3 != "-" { print $3 }' "$list"); do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || missing="$missing $package"
    done
done
# fusermount3 reads the table of mounts; a system that was never booted has none
table=
[ -e /etc/mtab ] || [ -L /etc/mtab ] || table="ln -s ../proc/self/mounts /etc/mtab"
[ -n "$missing$table" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    line=${missing:+sudo apt-get update && sudo apt-get install --no-install-recommends -y$missing}
    echo "the system lacks something; this line installs it:" >&2
    echo "  ${table:+sudo $table${line:+ && }}$line" >&2
    exit 1
fi
[ -z "$table" ] || $table
[ -n "$missing" ] || exit 0
echo "installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
# shellcheck disable=SC2086  # the names are words
apt-get install -q -y --no-install-recommends $missing >/dev/null
