FROM busybox
ENV abc=hello
ENV abc=bye def=$abc
ENV ghi=$abc
ENV legacy a value with  spaces
ENV quoted="a \"b\" c" single='$abc' escaped=a\ b\$c empty=
ENV both=${abc:-no}${nothing:-none} set=${abc:+yes}${nothing:+no}
RUN env | grep -v -E '^(HOME|HOSTNAME|PWD|SHLVL|OLDPWD)=' | sort > /env
WORKDIR /$abc/${def}
USER $abc
