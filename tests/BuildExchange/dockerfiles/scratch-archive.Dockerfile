FROM scratch
ADD plain.tar /
LABEL org.opencontainers.image.title="An archive" \
      two.lines="one"
