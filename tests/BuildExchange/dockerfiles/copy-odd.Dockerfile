FROM busybox
COPY odd /odd
COPY odd/private /open/
RUN mkdir -p /there/deep && echo old > /there/.hidden && echo kept > /there/deep/kept && chmod 711 /there && ln -s /there /link
COPY odd/deep /there/
COPY odd/.hidden /there/
COPY settings.conf /link/
