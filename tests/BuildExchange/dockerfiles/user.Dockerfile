FROM busybox
RUN echo 'app:x:1000:1001:App:/home/app:/bin/sh' >> /etc/passwd && echo 'app:x:1001:' >> /etc/group && echo 'extra:x:2000:' >> /etc/group && mkdir -p /home/app /tmp && chmod 1777 /tmp && chown app:app /home/app
USER app
WORKDIR /home/app/work
RUN id -u > uid && id -g > gid && touch mine
USER app:extra
RUN id -g > /tmp/extra || true
USER 1234
RUN id -u > /tmp/number || true
