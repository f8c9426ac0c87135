FROM busybox
ARG FROM_WEB=web/src
ENV TO=/var/app PORT=8080 USERNAME=1001 SIGNAL=SIGUSR1
COPY ${FROM_WEB}/index.js $TO/
ADD ${FROM_WEB:-nothing} ${TO}/${FROM_WEB}/
WORKDIR ${TO:-/nowhere}/sub
RUN mkdir -p "$TO/data" && echo "$FROM_WEB" > from
EXPOSE $PORT/udp ${PORT}
VOLUME ${TO}/data
LABEL to=$TO from="$FROM_WEB" both="${TO}:${PORT}" escaped="\$TO" single='$TO'
STOPSIGNAL $SIGNAL
USER ${USERNAME}:0
ENV LIST="a:${LIST:-b}:${PORT:+set}" QUOTED="it's ${PORT}"
CMD ["echo", "$TO"]
