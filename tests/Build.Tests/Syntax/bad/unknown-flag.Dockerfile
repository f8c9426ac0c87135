FROM a
COPY --form=b . /x
