# Without udev and services; libdevmapper makes the nodes of mappings itself.
set -- DM_DISABLE_UDEV=1
. "$job/job.sh"
