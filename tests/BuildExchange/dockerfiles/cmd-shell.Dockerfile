FROM busybox
CMD echo "a b" && echo $HOME
