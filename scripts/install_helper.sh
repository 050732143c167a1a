#!/bin/sh
# Installs the privileged helper, which root runs: install_helper.sh [DESTDIR]. Copies files and runs none of them.
set -eu
umask 022
here=$(cd "$(dirname "$0")/.." && pwd)
top=${1:-}
libexec=$top/usr/libexec/vault
actions=$top/usr/share/polkit-1/actions

modules='__init__ errors
crypto/__init__ crypto/secret
system/__init__ system/keyring system/loopdev system/mappings system/mounts
attach/__init__ attach/devmapper/__init__ attach/devmapper/libdm
filesystem/__init__ filesystem/syscalls
privileged/__init__ privileged/caller privileged/checks privileged/confine privileged/mounting privileged/places
privileged/protocol privileged/records privileged/serve privileged/volumes'

if [ -z "$top" ] && [ "$(id -u)" -ne 0 ]; then
    echo "only root can install it: sudo make install-helper" >&2
    exit 1
fi
rm -rf "$libexec/lib"
for module in $modules; do
    install -D -m 644 "$here/vault/$module.py" "$libexec/lib/vault/$module.py"
done
install -m 755 "$here/share/libexec/vault-helper" "$libexec/vault-helper"
install -D -m 644 "$here/share/polkit/io.github.vault.helper.policy" "$actions/io.github.vault.helper.policy"
