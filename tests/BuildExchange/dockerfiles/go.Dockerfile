FROM --platform=$BUILDPLATFORM busybox AS build
ARG TARGETOS
WORKDIR /src
COPY c/Makefile ./go.mod
RUN mkdir -p /go/pkg && cp go.mod /go/pkg/cached
COPY . .
RUN printf '#!/%s\n' "$TARGETOS" > /out && chmod 755 /out && echo 'nobody:x:65534:65534:nobody:/:/bin/false' > /passwd
FROM scratch AS final
COPY --from=build /passwd /etc/passwd
COPY --from=build /out /bin/app
USER 65534:65534
EXPOSE 8080
ENTRYPOINT ["/bin/app"]
CMD ["--config", "/etc/app.yaml"]
