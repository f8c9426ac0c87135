FROM busybox
ARG WHO=world
RUN <<EOF
echo first > /first
for i in 1 2; do echo $i >> /first; done
EOF
RUN <<-"END" cat > /second
	tabs are
	gone $WHO
	END
COPY <<plain <<"quoted" /files/
hello $WHO \$WHO
plain
hello $WHO
quoted
COPY --chmod=755 <<EOF /bin/run
#!/bin/sh
echo run
EOF
