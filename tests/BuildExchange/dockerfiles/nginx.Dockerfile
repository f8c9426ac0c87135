FROM busybox
LABEL maintainer="Web <web@example.org>"
ENV NGINX_VERSION=1.25.3 PKG_RELEASE=1~bookworm
RUN set -x \
    && mkdir -p /etc/nginx/conf.d /var/log/nginx /var/cache/nginx /docker-entrypoint.d \
# forward the logs to where containers have theirs
    && ln -sf /dev/stdout /var/log/nginx/access.log \
    && ln -sf /dev/stderr /var/log/nginx/error.log \
    && chown -R 101:101 /var/cache/nginx
COPY settings.conf /etc/nginx/conf.d/default.conf
COPY entrypoint.sh /
COPY web/public /usr/share/nginx/html
ENTRYPOINT ["/entrypoint.sh"]
EXPOSE 80 443
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
