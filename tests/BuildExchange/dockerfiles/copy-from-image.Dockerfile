FROM busybox
COPY --from=busybox /bin/busybox /copied/
COPY --from=busybox /etc /etc2
