FROM busybox
RUN echo 'app:x:1000:1001:App:/home/app:/bin/sh' >> /etc/passwd && echo 'app:x:1001:' >> /etc/group
COPY --chown=app:app py /py
COPY --chown=1000:0 web/src /web/src/
COPY --chown=app c/Makefile /made/here/Makefile
COPY --chown=7:8 odd /odd
