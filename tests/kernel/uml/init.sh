#!/bin/sh
# PID 1 of the guest: the machine's root below an overlay, then the file systems and modules that tests need.
# $job/settings gives: job (the runner's folder), shown (folders below a fresh file system that stay visible, one a
# line), reached (folders that every user of the guest may enter, one a line), variant (the script that ends this one).
umask 022
. "${0%/*}/settings"
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
release=$(uname -r)
modules=/usr/lib/uml/modules/$release

each() { # each LINES FUNCTION: calls it with a number and a line
    number=0
    printf '%s\n' "$1" | while IFS= read -r line; do
        number=$((number + 1))
        [ -z "$line" ] || "$2" "$number" "$line"
    done
}
keep() {
    mkdir -p "/.keep/$1"
    mount --bind "$2" "/.keep/$1"
}
show() {
    mkdir -p "$2"
    mount --bind "/.keep/$1" "$2"
    umount "/.keep/$1"
}

open_to_all() {
    folder=$2
    while [ "$folder" != / ]; do
        chmod go+rx "$folder"
        folder=$(dirname "$folder")
    done
}

over_the_machine() {
    mount -t proc proc /proc
    mount -t tmpfs -o mode=755,size=90% tmpfs /mnt
    insmod "$modules/kernel/fs/overlayfs/overlay.ko"
    mkdir /mnt/upper /mnt/work /mnt/root
    mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
    umount /proc
    cd /mnt/root || exit
    mkdir -p .old .keep usr/lib/modules
    ln -sfn "../uml/modules/$release" "usr/lib/modules/$release"
    pivot_root . .old
    umount -l /.old
    cd / || exit
}

file_systems() {
    each "$shown" keep
    mount -t proc -o nosuid,nodev,noexec proc /proc
    mount -t sysfs -o nosuid,nodev,noexec sysfs /sys
    mount -t devtmpfs -o nosuid,mode=755 devtmpfs /dev
    mkdir -p /dev/pts /dev/shm
    mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
    mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs /dev/shm
    mount -t tmpfs -o nosuid,nodev,mode=755 tmpfs /run
    mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs /tmp
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    each "$shown" show
    each "$reached" open_to_all
    mount -t hostfs -o "$job/out" hostfs "$job/out"
    ln -sfn /proc/self/fd /dev/fd
    ln -sfn /proc/self/fd/0 /dev/stdin
    ln -sfn /proc/self/fd/1 /dev/stdout
    ln -sfn /proc/self/fd/2 /dev/stderr
    ln -sfn ../proc/self/mounts /etc/mtab
    mkdir -p /run/lock /run/user
    ln -s "$job/out" /run/vault-guest
}

users() { # two ordinary ones, and no password of the machine
    for user in alice:4101 bob:4102; do
        id=${user#*:} name=${user%:*}
        echo "$name:x:$id:$id::/home/$name:/bin/sh" >>/etc/passwd
        echo "$name:x:$id:" >>/etc/group
        mkdir -p "/home/$name"
        chown "$id:$id" "/home/$name"
    done
    rm -f /etc/shadow /etc/gshadow /etc/shadow- /etc/gshadow- /etc/.pwd.lock # as an ordinary user unreadable
    awk -F: '{ print $1 ":*:19000:0:99999:7:::" }' /etc/passwd >/etc/shadow
    awk -F: '{ print $1 ":*::" }' /etc/group >/etc/gshadow
    chmod 640 /etc/shadow /etc/gshadow
}

devices() {
    echo 0x9 >/sys/class/net/lo/flags # up, loopback
    echo guest >/proc/sys/kernel/hostname
    modprobe -a loop dm-crypt fuse vfat nls_cp437 nls_iso8859-1 nls_utf8
    chmod 666 /dev/fuse
    stty -F /dev/tty1 raw -echo
}

over_the_machine
file_systems
users
devices
. "$job/$variant.sh"
