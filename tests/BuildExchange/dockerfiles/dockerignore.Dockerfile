FROM busybox
COPY . /all/
COPY web /web
COPY py/app /app
