FROM busybox
RUN mkdir -p /data '/with space' /list /one /two && echo kept > /data/file
VOLUME /data
VOLUME ["/with space", "/list"]
VOLUME /one /two
