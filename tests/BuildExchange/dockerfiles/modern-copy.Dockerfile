FROM busybox
COPY --parents web/src/index.js py/./app /p/
COPY --exclude=components --exclude=*.html web/src web/public /e/
COPY --chmod=u=rwX,go=rX odd/private /m/
COPY --link settings.conf /l/x
