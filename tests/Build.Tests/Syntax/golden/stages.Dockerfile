# syntax = docker/dockerfile:1.7
# check = skip=JSONArgsRecommended;error=false
# escape = `
ARG VERSION=1
ARG BASE=debian:$VERSION OTHER
FROM $BASE AS one
RUN a `
 b
FROM one AS two

# What the last one is.
from two
ONBUILD COPY --from=one /x /y
onbuild ENV a b
