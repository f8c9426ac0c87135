FROM busybox
RUN mkdir -p /w/d && echo 1 > /w/f && echo 2 > /w/g && ln -s f /w/l && mkfifo /w/p && chmod 6755 /w/g && ln /w/f /w/h
RUN rm /w/f && rm -r /w/d && mkdir /w/d && echo new > /w/d/new && mv /w/g /w/moved
RUN rm -r /w/d && echo file > /w/d && chown 9:9 /w/h && chmod 000 /w/moved
RUN rm /w/l && mkdir /w/l && touch "/w/l/ü x"
