# Runs the command, keeps its exit code and turns the power off. Arguments: more variables for its environment.
job=${job:-${0%/*}}
setsid env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@" \
    sh "$job/command" </dev/null >/dev/tty1 2>&1
echo $? >"$job/out/rc.part"
mv "$job/out/rc.part" "$job/out/rc"
sync
echo o >/proc/sysrq-trigger
while :; do sleep 60; done
