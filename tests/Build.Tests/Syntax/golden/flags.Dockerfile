FROM --platform=$BUILDPLATFORM golang:1.22 AS Build
RUN --mount=type=cache,target=/root/.cache,id=go,sharing=locked --mount=target=. --network=none go build
RUN --mount=type=secret,id=npm,required --mount=type=ssh --security=insecure npm install
RUN "--mount=type=bind,source=/a b,target=/c" x
RUN --mount="type=bind,source=/a b,target=/c" -- --not-a-flag
FROM scratch
COPY --from=build --chown=1:2 --chmod=u=rwX,go=rX --link --parents --exclude=*.o --exclude=tmp /a /b /c/
COPY ["with space", "to here/"]
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d --keep-git-dir=true --unpack=false https://example.org/x.tar.gz /
