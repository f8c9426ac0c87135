FROM busybox
RUN mkdir -p /d/sub && echo old > /d/index.js && echo old > /d/sub/kept && chmod 700 /d && chown 3:4 /d /d/index.js
COPY web/src /d
COPY web/src/index.js /d/sub
RUN rm /d/index.js
COPY web/public/index.html /d/index.js
