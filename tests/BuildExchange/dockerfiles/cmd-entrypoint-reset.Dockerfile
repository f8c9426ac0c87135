FROM busybox AS base
ENTRYPOINT ["base"]
CMD ["base-cmd"]
FROM base
ENTRYPOINT ["own"]
