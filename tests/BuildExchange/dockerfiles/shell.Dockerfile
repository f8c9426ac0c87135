FROM busybox
SHELL ["/bin/sh", "-e", "-c"]
RUN echo $0 > /shell
CMD echo hello
ENTRYPOINT exec cat
