FROM busybox
RUN set -eux; \
	echo 'postgres:x:999:' >> /etc/group; \
	echo 'postgres:x:999:999::/var/lib/postgresql:/bin/sh' >> /etc/passwd; \
	mkdir -p /var/lib/postgresql; \
	chown -R 999:999 /var/lib/postgresql
RUN mkdir /docker-entrypoint-initdb.d
ENV PG_MAJOR 16
ENV PG_BIN /usr/lib/postgresql/$PG_MAJOR/bin
RUN mkdir -p /var/run/postgresql && chmod 3777 /var/run/postgresql
ENV PGDATA /var/lib/postgresql/data
# this 1777 will be replaced by 0700 at runtime
RUN mkdir -p "$PGDATA" && chown -R 999:999 "$PGDATA" && chmod 1777 "$PGDATA"
VOLUME /var/lib/postgresql/data
COPY entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN ln -s usr/local/bin/docker-entrypoint.sh /
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE 5432
CMD ["postgres"]
