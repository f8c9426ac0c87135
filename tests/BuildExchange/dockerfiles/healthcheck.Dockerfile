FROM busybox
HEALTHCHECK --interval=5m --timeout=3s --start-period=10s --retries=5 CMD ["/bin/check", "-q"]
