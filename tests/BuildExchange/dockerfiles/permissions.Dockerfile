FROM busybox
RUN mkdir /p && umask 027 && mkdir /p/private && echo x > /p/private/file
RUN mkdir /p/shared && chown 0:50 /p/shared && chmod 2775 /p/shared && mkdir /p/shared/inherits && echo x > /p/shared/file
RUN mkdir /p/sticky && chmod 1777 /p/sticky && cp /bin/busybox /p/suid && chmod 4755 /p/suid && chmod 0 /p/private/file
COPY odd/private /p/copied
COPY odd/empty /p/sticky/
USER 7:9
RUN touch /p/sticky/mine && mkdir /p/sticky/dir
WORKDIR /p/sticky/dir
