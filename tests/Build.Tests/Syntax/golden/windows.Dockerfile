# escape=`
FROM windows
RUN one `
  two
COPY <<EOF /x
line
EOF
CMD c:\\windows\\
