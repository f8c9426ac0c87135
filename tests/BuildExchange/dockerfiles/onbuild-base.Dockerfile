FROM busybox
ONBUILD COPY settings.conf /etc/settings.conf
ONBUILD RUN cat /etc/settings.conf > /etc/seen
ONBUILD WORKDIR /srv
ONBUILD ENV BUILT=yes
