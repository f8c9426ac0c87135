FROM debian
RUN one \   
	two \

  # left out, and continued nevertheless \
  three \\
RUN four
   COPY a \
     b c/
ENV x=y \
