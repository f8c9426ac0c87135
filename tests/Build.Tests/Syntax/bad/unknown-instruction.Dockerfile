FROM a
RUM echo hello
