ARG a
RUN true
FROM a
