# escape=`
FROM busybox
RUN echo a `
  b > /ab
COPY settings.conf `
     /there
