FROM a
COPY only.txt
