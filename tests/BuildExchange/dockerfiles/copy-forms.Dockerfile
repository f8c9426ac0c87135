FROM busybox
COPY settings.conf /one
COPY settings.conf /two/
COPY settings.conf /three/four/five
COPY web/src /six
COPY web/src/ /seven/
COPY web/package.json web/public py/app /eight/
COPY . /all/
COPY ["odd/with space.txt", "/with space/"]
COPY py/* /nine/
COPY */src/*.* /ten/
COPY web/packag?.json py/[a-c]pp /eleven/
COPY odd/linkdir /twelve
COPY odd/link /thirteen
COPY odd/linkdir/er/file /fourteen/
