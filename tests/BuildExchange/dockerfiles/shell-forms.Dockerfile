FROM busybox
ENV GREETING=hello
RUN echo "$GREETING" 'and "more"' > /greeting && \
    # comments may stand here

    echo "#no comment" >> /greeting
HEALTHCHECK --timeout=10s CMD test -e /greeting && echo "$GREETING"
ENTRYPOINT exec cat /greeting "$@"
