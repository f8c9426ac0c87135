FROM busybox
RUN mkdir -p /target/dir && ln -s target /relative && ln -s /target/dir /absolute && ln -s ../../../target /escaping && ln -s /target/file /file
COPY settings.conf /relative/
COPY settings.conf /absolute/renamed
COPY settings.conf /escaping/escaped
COPY web/src /absolute
