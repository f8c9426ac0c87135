FROM busybox AS base
ONBUILD COPY settings.conf /etc/settings.conf
ONBUILD RUN cat /etc/settings.conf > /etc/seen
FROM base
RUN echo own > /etc/own
