FROM busybox
COPY --chmod=600 settings.conf /a
COPY --chmod=755 py/app /b
ADD --chmod=444 web/package.json /c
