FROM busybox
RUN mkdir -p /x/a/b /x/other && echo old > /x/a/b/in && echo kept > /x/a/b/kept
ADD plain.tar /x
