FROM busybox
RUN mkdir -p /out/x && echo 0 > /out/x/file && ln /out/x/file /out/x/again && chown -R 12:13 /out && chmod 2750 /out/x && chmod 4711 /out/x/file
FROM busybox
COPY --from=0 /out /in
COPY --from=0 --chown=1:2 /out/x /owned
COPY --from=0 /out/x/fi* /globbed/
