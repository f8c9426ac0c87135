FROM busybox
RUN mkdir /s && mkfifo /s/pipe && ln -s /nowhere /s/dangling && ln -s . /s/self && ln /s/pipe /s/again
RUN ln -s ../../.. /s/up && touch -d '2001-02-03 04:05:06' /s/old && cp -a /s /t && rm /t/pipe
FROM busybox
COPY --from=0 /t /t
COPY --from=0 /s/old /s/
