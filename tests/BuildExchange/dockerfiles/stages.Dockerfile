FROM busybox AS one
RUN echo one > /one
FROM one AS two
ENV TWO=2
RUN echo two > /two
FROM busybox AS never
RUN false
FROM two AS three
COPY --from=one /one /copied
ENV THREE=$TWO
FROM three
LABEL last=$THREE
