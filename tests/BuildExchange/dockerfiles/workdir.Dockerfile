FROM busybox
WORKDIR /a
WORKDIR b
WORKDIR ../c/./d//e
RUN pwd > where
WORKDIR /etc
COPY settings.conf .
WORKDIR /
RUN mkdir -p /real && ln -s /real /linked
WORKDIR /linked/in
