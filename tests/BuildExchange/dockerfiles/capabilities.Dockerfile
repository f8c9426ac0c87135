FROM busybox
COPY capable /bin/
FROM busybox
COPY --from=0 /bin/capable /usr/bin/
