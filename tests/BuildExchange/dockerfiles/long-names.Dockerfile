FROM busybox
RUN d=/long; for i in 1 2 3 4 5 6; do d=$d/$i-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done; mkdir -p $d && echo deep > $d/file && ln -s $d/file /link && ln $d/file $d/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
RUN mkdir /many && for i in $(seq 300); do echo $i > /many/$i; done && rm /many/1?0
RUN dd if=/dev/zero of=/sparse bs=1 count=1 seek=3000000 2>/dev/null && touch "/name with \"quotes\" & 'more'" /ünïcödé "/$(printf 'bytes-\377')"
