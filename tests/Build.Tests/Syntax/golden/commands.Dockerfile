FROM debian
RUN apt-get \update && \
  apt-get \"install znc -y
RUN ["a", "b\tc", "\u0041"]
RUN [ "$HOME" && true
RUN ['single', 'quotes']
RUN   echo '# no comment' # for the shell
CMD []
CMD [ "\/usr\\\"/bin/znc", "-f" ]
ENTRYPOINT exec top -b
ENTRYPOINT [""]
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
HEALTHCHECK NONE
HEALTHCHECK --interval=5s --timeout=1m30s --start-period=1.5s --start-interval=300ms --retries=3 \
  CMD /check.sh --quiet
HEALTHCHECK cmd ["/check", "-q"]
