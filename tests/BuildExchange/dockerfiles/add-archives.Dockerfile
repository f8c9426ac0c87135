FROM busybox
ADD plain.tar /plain/
ADD zipped.tgz /gzip/
ADD zipped.tbz /bzip2
ADD zipped.txz /xz/
ADD text.gz /text/
COPY plain.tar /file/
