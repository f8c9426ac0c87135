FROM busybox AS tools
RUN mkdir /t && echo tool > /t/tool
FROM busybox
RUN --mount=type=bind,from=tools,source=/t,target=/mnt/t cat /mnt/t/tool > /got
RUN --mount=type=cache,target=/cache echo kept > /cache/file
RUN --mount=type=tmpfs,target=/scratch echo gone > /scratch/file
RUN --mount=type=bind,target=/ctx cat /ctx/settings.conf > /settings
