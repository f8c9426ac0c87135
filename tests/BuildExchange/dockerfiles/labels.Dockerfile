FROM busybox
LABEL a=b "key with space"="value with space" multi="line \
continued" number=1
LABEL a=c
LABEL legacy with words
MAINTAINER Somebody <somebody@example.org>
