FROM busybox
ARG PHP_INI_DIR=/usr/local/etc/php
ENV PHP_INI_DIR=${PHP_INI_DIR} \
    PHP_CFLAGS="-fstack-protector-strong -fpic" \
    APACHE_DOCUMENT_ROOT=/var/www/html/public
RUN mkdir -p "$PHP_INI_DIR/conf.d" /var/www/html && chown 33:33 /var/www/html && chmod 1777 /var/www/html
COPY settings.conf $PHP_INI_DIR/conf.d/app.ini
COPY --chown=33:33 web/ /var/www/html/
COPY entrypoint.sh /usr/local/bin/docker-php-entrypoint
RUN sed -ri -e "s!value!${APACHE_DOCUMENT_ROOT}!g" $PHP_INI_DIR/conf.d/*.ini
WORKDIR /var/www/html
STOPSIGNAL SIGWINCH
EXPOSE 80
ENTRYPOINT ["docker-php-entrypoint"]
CMD ["apache2-foreground"]
