FROM a
RUN true
RUN cat <<EOF \
  | wc
no end
