from busybox as base
run echo small > /small
copy settings.conf /etc/
From base
Env a=b
