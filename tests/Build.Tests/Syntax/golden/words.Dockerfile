# A comment that is no directive.
# escape=`
from debian:12
LABEL maintainer Erik \\Hollensbe <erik@example.org>\"
LABEL one=1 "two words"="2 2" three='it"s' four=a\ b five=
ENV PATH_LIKE /a:/b   and more
ENV A="a \"quoted\" $B" B='$no' C="${A:-x y}" \
    # a comment between
    D=last
ENV EMPTY=""
ARG ONE two=2 three="3 3"
EXPOSE 80 443/tcp ${PORT:-8080}-8090/udp
VOLUME /data /more
VOLUME ["/with space", "/x"]
USER $NAME:staff
WORKDIR /a b/c
STOPSIGNAL SIGQUIT
MAINTAINER Somebody <somebody@example.org>
