FROM busybox
ARG SITE
ADD $SITE/settings.conf /one
ADD ${SITE}/zipped.tgz /two/
ADD --chown=5:6 $SITE/entrypoint.sh /three/renamed
