FROM busybox
RUN echo shell $HOME > /shell
RUN ["/bin/sh", "-c", "echo exec > /exec"]
RUN echo one; \
    # a comment
    echo two > /two
RUN   echo   spaces   >   /spaces
RUN echo "a \
b" > /continued
RUN ["touch", "/a b"]
RUN echo 'single $HOME' "double $PATH" > /quotes
RUN true
