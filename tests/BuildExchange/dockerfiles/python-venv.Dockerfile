ARG BASE=busybox
FROM ${BASE} AS build
RUN mkdir -p /venv/bin && printf '#!/bin/sh\n' > /venv/bin/python && chmod 755 /venv/bin/python && ln -s python /venv/bin/python3
COPY py/requirements.txt /tmp/
RUN while read line; do mkdir -p "/venv/lib/$line"; done < /tmp/requirements.txt
FROM ${BASE}
COPY --from=build /venv /venv
ENV PATH="/venv/bin:$PATH"
COPY py /src
HEALTHCHECK --interval=30s --timeout=3s --retries=2 CMD wget -q localhost || exit 1
