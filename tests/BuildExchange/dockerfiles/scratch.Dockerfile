FROM scratch
COPY web/public/index.html /
COPY odd/.hidden /etc/hidden
CMD ["/nothing"]
