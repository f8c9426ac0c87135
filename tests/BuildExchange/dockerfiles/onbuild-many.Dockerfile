FROM busybox AS base
ONBUILD ARG VERSION=1
ONBUILD ENV VERSION=$VERSION
ONBUILD ADD plain.tar /unpacked/
ONBUILD COPY web/package.json web/src/ /app/
ONBUILD WORKDIR /app
ONBUILD RUN echo "$VERSION" > version
ONBUILD EXPOSE 1234
ONBUILD USER 5
ONBUILD LABEL from=base
FROM base AS child
RUN id -u > /dev/null
FROM child
CMD ["last"]
