#!/bin/sh
# Shows the main job on this machine: create, mount, copy in, dismount, mount again, compare; leaves nothing behind.
set -eu
vault=$(cd "$(dirname "$0")/.." && pwd)/.venv/bin/vault
work=$(mktemp -d)
secret=$work/secret.vol
folder=$work/mounted

finish() {
    "$vault" dismount "$secret" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

if [ ! -w /dev/fuse ]; then
    echo "this user may not open /dev/fuse; this line allows it until the next restart:" >&2
    echo "  sudo chmod 0666 /dev/fuse" >&2
    exit 1
fi

if [ -t 1 ]; then say() { printf '\n\033[1m%s\033[0m\n' "$*"; }; else say() { printf '\n%s\n' "$*"; }; fi
passphrase='correct horse battery staple'
unlock() { printf '%s' "$passphrase" | "$vault" "$@" --passphrase-fd 0; }

say '1. Create a volume of 64 MiB: vault create secret.vol --size 64M'
unlock create "$secret" --size 64M --iter-time 200 --yes

say '2. Mount it as this user and copy a file in: vault mount secret.vol'
mkdir "$folder"
unlock mount "$secret" "$folder"
awk 'BEGIN { for (n = 0; n < 100000; n++) print "a line that must not be found in the container" }' >"$work/plain"
cp "$work/plain" "$folder/notes.txt"

say '3. Dismount: vault dismount secret.vol'
"$vault" dismount "$secret"

say '4. The container holds nothing readable'
if grep -q 'must not be found' "$secret"; then
    echo 'FAILED: the plaintext is in the container' >&2
    exit 1
fi
echo 'not one line of the file is found in the container'

say '5. Mount again: the file is the same'
unlock mount "$secret" "$folder"
cmp "$work/plain" "$folder/notes.txt"
echo 'the copy is the same, byte for byte'
"$vault" dismount "$secret"

say 'Done. To go on:'
cat <<EOF
  $vault create ~/secret.vol --size 1G     asks for a passphrase
  $vault mount ~/secret.vol                opens ~/Vaults/secret
  $vault list                              shows what is open
  $vault dismount secret
  $vault --help
EOF
